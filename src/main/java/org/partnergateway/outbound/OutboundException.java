package org.partnergateway.outbound;

import java.io.IOException;
import java.security.cert.CertPathValidatorException;
import java.security.cert.CertificateException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import io.netty.handler.proxy.ProxyConnectException;
import org.jspecify.annotations.Nullable;

/**
 * Nobody was reached, because of something on the way that an operator can do something
 * about. The message is for the log; {@link #about} names no hosts, and is fit for a
 * caller.
 */
public final class OutboundException extends IOException {

	private static final long serialVersionUID = 1L;

	private static final Pattern STATUS = Pattern.compile("\\bstatus: ([0-9]{3})\\b");

	private static final int PROXY_AUTHENTICATION_REQUIRED = 407;

	// What Netty makes of a first line that is not HTTP's, and no status of anybody's.
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
	 * What it means that a proxy opens no tunnel. Its status is believed, and nothing
	 * else of what it says is passed on.
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
	 * What it means that a connection could not be opened, if that is because of a
	 * certificate; otherwise the failure as it is.
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
	 * The one that is behind a failure.
	 * @param failure any failure
	 * @return the exception, or {@code null} if it is something else
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
	 * What happened and what to do about it.
	 * @param whom whom the gateway wanted to reach, as the beginning of a sentence
	 * @return a sentence, about them or about what is on the way to them
	 */
	public String about(String whom) {
		return "%s %s.".formatted((this.subject != null) ? this.subject : whom, this.predicate);
	}

	/**
	 * Whether it may heal without an operator.
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
