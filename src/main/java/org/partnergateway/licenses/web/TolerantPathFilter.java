package org.partnergateway.licenses.web;

import java.io.IOException;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import jakarta.servlet.http.HttpServletResponse;
import org.jspecify.annotations.Nullable;

import org.springframework.web.filter.OncePerRequestFilter;

/**
 * Tolerates the paths that clients of Partner Center build from a root URL with a
 * trailing slash: a double slash at the start, or one slash at the end. Also removes the
 * prefix that Partner Center's own samples use. Comes before security, whose firewall
 * would refuse a double slash.
 */
final class TolerantPathFilter extends OncePerRequestFilter {

	@Override
	protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
			throws ServletException, IOException {
		String path = request.getRequestURI();
		String usual = usual(path);
		String below = belowService(usual);
		if (below != null) {
			usual = below;
			request.setAttribute(GatewayRoot.ASKED_UNDER, true);
		}
		chain.doFilter(usual.equals(path) ? request : new Tolerated(request, usual), response);
	}

	@Override
	protected boolean shouldNotFilterAsyncDispatch() {
		return false;
	}

	/**
	 * The path after the prefix. The prefix may belong to a root URL with a slash at its
	 * end.
	 * @return the path of a report, or one that begins like it; {@code null} if it is
	 * another path
	 */
	private static @Nullable String belowService(String path) {
		int length = ReportPaths.SERVICE_PREFIX.length();
		boolean doubled = path.startsWith("//", length);
		String once = doubled ? path.substring(0, length) + path.substring(length + 1) : path;
		return ReportPaths.isUnderService(once) ? once.substring(length) : null;
	}

	private static String usual(String path) {
		int start = path.startsWith("//") ? 1 : 0;
		int end = path.length();
		boolean oneSlashAtEnd = end > start + 1 && path.charAt(end - 1) == '/' && path.charAt(end - 2) != '/';
		return path.substring(start, oneSlashAtEnd ? end - 1 : end);
	}

	private static final class Tolerated extends HttpServletRequestWrapper {

		private final String path;

		Tolerated(HttpServletRequest request, String path) {
			super(request);
			this.path = path;
		}

		@Override
		public String getRequestURI() {
			return this.path;
		}

		@Override
		public StringBuffer getRequestURL() {
			StringBuffer url = super.getRequestURL();
			String original = super.getRequestURI();
			return url.replace(url.length() - original.length(), url.length(), this.path);
		}

		@Override
		public String getServletPath() {
			String servletPath = super.getServletPath();
			boolean cut = servletPath.length() > 1 && servletPath.endsWith("/") && !this.path.endsWith("/");
			String whole = cut ? servletPath.substring(0, servletPath.length() - 1) : servletPath;
			return (getAttribute(GatewayRoot.ASKED_UNDER) != null && ReportPaths.isUnderService(whole))
					? whole.substring(ReportPaths.SERVICE_PREFIX.length()) : whole;
		}

	}

}
