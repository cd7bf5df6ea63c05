package org.partnergateway.outbound;

import java.io.IOException;
import java.security.cert.CertPathValidatorException;
import java.security.cert.CertificateException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import io.netty.handler.proxy.ProxyConnectException;
import org.jspecify.annotations.Nullable;

/**
 * A connection failed because of a proxy or a certificate, which an operator can correct.
 * The message is for the log; {@link #about} names no hosts, and is fit for a caller.
 */
public final class OutboundException extends IOException {

	private static final long serialVersionUID = 1L;

	private static final Pattern STATUS = Pattern.compile("\\bstatus: ([0-9]{3})\\b");

	private static final int PROXY_AUTHENTICATION_REQUIRED = 407;

	// The status that Netty gives for a first line that is not HTTP; no server sends it.
	private static final int NO_HTTP = 999;

	private final @Nullable String subject;

	private final String predicate;

	private final boolean transitory;

	private OutboundException(String message, @Nullable String subject, String predicate, boolean transitory,
			Throwable cause) {
		super(message, cause);
		this.subject = subject;
		this.predicate = predicate;
		this.transitory = transitory;
	}

	static OutboundException unreachableProxy(String proxy, Throwable cause) {
		return proxy(proxy, "cannot be reached: check partner-center.proxy", true, cause);
	}

	/**
	 * Translates the refusal of a tunnel. Of the proxy's response, only the status is
	 * passed on.
	 */
	static OutboundException ofProxy(String proxy, ProxyConnectException cause) {
		String message = String.valueOf(cause.getMessage());
		Matcher matcher = STATUS.matcher(message);
		int status = matcher.find() ? Integer.parseInt(matcher.group(1)) : NO_HTTP;
		if (status == NO_HTTP) {
			return proxy(proxy, message.endsWith("timeout") ? "did not open a connection in time"
					: "ended the connection, or is no HTTP proxy: check partner-center.proxy", true, cause);
		}
		if (status == PROXY_AUTHENTICATION_REQUIRED) {
			return proxy(proxy,
					"wants a user and a password that it accepts (status 407): check partner-center.proxy and partner-center.proxy-password-file",
					false, cause);
		}
		return proxy(proxy, "refuses to open a connection (status %d): ask who runs it, or check partner-center.proxy"
			.formatted(status), status >= 500, cause);
	}

	/**
	 * Translates a failure that a certificate causes; returns any other failure
	 * unchanged.
	 */
	static Throwable ofCertificate(Throwable failure) {
		for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
			if (cause instanceof CertificateException || cause instanceof CertPathValidatorException) {
				return new OutboundException("A certificate is not trusted (%s).".formatted(cause.getMessage()), null,
						"has a certificate that the gateway does not trust: check partner-center.ssl-bundle, and what stands between",
						false, failure);
			}
		}
		return failure;
	}

	/**
	 * Finds an exception of this type among the causes of a failure.
	 * @param failure any failure
	 * @return the exception, or {@code null} if there is none
	 */
	public static @Nullable OutboundException in(Throwable failure) {
		for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
			if (cause instanceof OutboundException found) {
				return found;
			}
		}
		return null;
	}

	/**
	 * What happened and what to do.
	 * @param whom the name of the target, as the beginning of a sentence
	 * @return a sentence about the target or about the proxy
	 */
	public String about(String whom) {
		return "%s %s.".formatted((this.subject != null) ? this.subject : whom, this.predicate);
	}

	/**
	 * Whether it may pass without an operator.
	 * @return whether trying again soon makes sense
	 */
	public boolean isTransient() {
		return this.transitory;
	}

	private static OutboundException proxy(String proxy, String predicate, boolean transitory, Throwable cause) {
		return new OutboundException("The proxy %s %s.".formatted(proxy, predicate), "The proxy", predicate, transitory,
				cause);
	}

}
