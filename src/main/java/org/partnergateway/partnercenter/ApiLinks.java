package org.partnergateway.partnercenter;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.List;
import java.util.Locale;
import java.util.Objects;

import org.jspecify.annotations.Nullable;

/**
 * Tells links into Partner Center's API from links to anywhere else.
 */
final class ApiLinks {

	// What the service itself may put in front of the commercial reports, whatever the
	// gateway is told to.
	private static final String SERVICE_PREFIX = "/partner";

	private final List<URI> roots;

	private final List<String> prefixes;

	/**
	 * Creates the links of an API.
	 * @param roots the URLs by which the API is known
	 * @param prefix what is in front of the commercial reports' path; empty if nothing is
	 */
	ApiLinks(List<URI> roots, String prefix) {
		this.roots = List.copyOf(roots);
		this.prefixes = List.of(prefix, SERVICE_PREFIX);
	}

	/**
	 * Finds what a link leads to.
	 * @return path and query of the same at the gateway; {@code null} if it leads there
	 * as it is, elsewhere, or nowhere
	 */
	@Nullable String target(String link) {
		URI uri = parse(link);
		if (uri == null || uri.getRawPath() == null) {
			return null;
		}
		return this.roots.stream()
			.filter((root) -> leadsInto(root, uri))
			.findFirst()
			.map((root) -> target(root, uri))
			.filter((target) -> !target.equals(link))
			.orElse(null);
	}

	private String target(URI root, URI uri) {
		String base = withoutSlashAtEnd(Objects.requireNonNullElse(root.getRawPath(), ""));
		String path = cut(uri.getRawPath(), base);
		for (String prefix : this.prefixes) {
			path = cut(path, prefix);
		}
		String query = uri.getRawQuery();
		return (query != null) ? path + "?" + query : path;
	}

	private static boolean leadsInto(URI root, URI uri) {
		// A link without a host is one from where it stands.
		return uri.getHost() == null || (root.getHost().equalsIgnoreCase(uri.getHost()) && port(root) == port(uri));
	}

	private static String cut(String path, String prefix) {
		boolean inFront = !prefix.isEmpty()
				&& path.toLowerCase(Locale.ROOT).startsWith(prefix.toLowerCase(Locale.ROOT) + "/");
		return inFront ? path.substring(prefix.length()) : path;
	}

	private static int port(URI uri) {
		if (uri.getPort() >= 0) {
			return uri.getPort();
		}
		return "http".equalsIgnoreCase(uri.getScheme()) ? 80 : 443;
	}

	private static String withoutSlashAtEnd(String path) {
		return path.endsWith("/") ? path.substring(0, path.length() - 1) : path;
	}

	private static @Nullable URI parse(String link) {
		try {
			URI uri = new URI(new URI(link).toASCIIString());
			boolean web = uri.getScheme() == null || uri.getScheme().toLowerCase(Locale.ROOT).startsWith("http");
			boolean rooted = uri.getRawPath() != null && uri.getRawPath().startsWith("/");
			return (web && rooted) ? uri : null;
		}
		catch (URISyntaxException ex) {
			return null;
		}
	}

}
