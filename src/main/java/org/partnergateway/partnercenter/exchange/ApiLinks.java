package org.partnergateway.partnercenter.exchange;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;
import org.partnergateway.partnercenter.question.CommercialParameters;
import org.partnergateway.partnercenter.question.LicenseReport;

/**
 * Recognizes links into Partner Center's API.
 */
public final class ApiLinks {

	// The prefix that the service itself may use for commercial reports, regardless of
	// the configured one.
	private static final String SERVICE_PREFIX = "/partner";

	private final List<URI> roots;

	private final List<String> prefixes;

	/**
	 * Creates the links of an API.
	 * @param roots the root URLs of the API
	 * @param prefix the prefix of the commercial reports' paths; empty for none
	 */
	public ApiLinks(List<URI> roots, String prefix) {
		this.roots = List.copyOf(roots);
		this.prefixes = List.of(prefix, SERVICE_PREFIX);
	}

	/**
	 * Finds the page at the gateway that a link leads to. A link that the gateway would
	 * not fully understand is left as it is.
	 * @return path and query at the gateway; {@code null} if the link already leads
	 * there, leads elsewhere, or is malformed
	 */
	@Nullable String target(String link) {
		URI uri = parse(link);
		if (uri == null) {
			return null;
		}
		return this.roots.stream()
			.filter((root) -> leadsInto(root, uri))
			.flatMap((root) -> target(root, uri))
			.findFirst()
			.filter((target) -> !target.equals(link))
			.orElse(null);
	}

	private Stream<String> target(URI root, URI uri) {
		String base = withoutSlashAtEnd(Objects.requireNonNullElse(root.getRawPath(), ""));
		String path = uri.getRawPath();
		if (uri.getRawAuthority() != null) {
			if (!startsWith(path, base)) {
				return Stream.empty();
			}
			path = path.substring(base.length());
		}
		else {
			path = cut(path, base);
		}
		for (String prefix : this.prefixes) {
			path = cut(path, prefix);
		}
		String here = path;
		String report = withoutSlashAtEnd(path);
		String query = uri.getRawQuery();
		return Stream.of(LicenseReport.values())
			.filter(LicenseReport::isCommercial)
			.filter((known) -> known.path().equalsIgnoreCase(report) && CommercialParameters.isUnderstood(known, query))
			.map((known) -> (query != null) ? here + "?" + query : here);
	}

	private static boolean leadsInto(URI root, URI uri) {
		// A link without a host is relative to the document that contains it.
		return uri.getRawAuthority() == null || (root.getHost().equalsIgnoreCase(uri.getHost()) && port(root,
				root.getScheme()) == port(uri, Objects.requireNonNullElse(uri.getScheme(), root.getScheme())));
	}

	private static boolean startsWith(String path, String base) {
		return path.regionMatches(true, 0, base, 0, base.length())
				&& (path.length() == base.length() || path.charAt(base.length()) == '/');
	}

	private static String cut(String path, String prefix) {
		return startsWith(path, prefix) ? path.substring(prefix.length()) : path;
	}

	private static int port(URI uri, String scheme) {
		if (uri.getPort() >= 0) {
			return uri.getPort();
		}
		return "http".equalsIgnoreCase(scheme) ? 80 : 443;
	}

	private static String withoutSlashAtEnd(String path) {
		return path.endsWith("/") ? path.substring(0, path.length() - 1) : path;
	}

	private static @Nullable URI parse(String link) {
		try {
			URI uri = new URI(new URI(link).toASCIIString());
			String scheme = uri.getScheme();
			boolean web = scheme == null || "https".equalsIgnoreCase(scheme) || "http".equalsIgnoreCase(scheme);
			boolean rooted = uri.getRawPath() != null && uri.getRawPath().startsWith("/");
			// The target could contain neither of the two.
			boolean more = uri.getRawUserInfo() != null || uri.getRawFragment() != null;
			return (web && rooted && !more) ? uri : null;
		}
		catch (URISyntaxException ex) {
			return null;
		}
	}

}
