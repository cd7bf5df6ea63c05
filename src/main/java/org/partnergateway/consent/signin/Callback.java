package org.partnergateway.consent.signin;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

import org.jspecify.annotations.Nullable;
import org.partnergateway.token.request.TokenException;

/**
 * What a browser came back with from the authorization endpoint (RFC 6749, section
 * 4.1.2). Anyone can send it.
 *
 * @param state the state of the sign-in
 * @param code the code to redeem
 * @param error the error, if there is no code
 * @param description what Microsoft Entra says about the error
 */
public record Callback(@Nullable String state, @Nullable String code, @Nullable String error,
		@Nullable String description) {

	private static final Pattern ERROR = Pattern.compile("[A-Za-z_]{1,64}");

	private static final Pattern DETAIL_CODE = Pattern.compile("\\bAADSTS\\d{1,10}\\b");

	/**
	 * What the error means and what to do, as sentences, with its codes and nothing else
	 * of the browser's.
	 */
	public String remedy() {
		String detailCode = detailCode();
		if ("access_denied".equals(this.error)) {
			return "The sign-in was cancelled, or the user did not allow what the application asks for (access_denied%s)."
				.formatted((detailCode != null) ? ", " + detailCode : "");
		}
		String known = (this.error != null && ERROR.matcher(this.error).matches()) ? this.error : null;
		return "Microsoft Entra refused the sign-in (%s%s). %s".formatted((known != null) ? known : "an unknown error",
				(detailCode != null) ? ", " + detailCode : "", TokenException.refused(400, known, detailCode).remedy());
	}

	private @Nullable String detailCode() {
		Matcher matcher = DETAIL_CODE.matcher((this.description != null) ? this.description : "");
		return matcher.find() ? matcher.group() : null;
	}

	@Override
	public String toString() {
		return "Callback[error=%s]".formatted(this.error != null);
	}

}
