package org.partnergateway.partnercenter.exchange;

import java.util.Locale;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;
import org.jspecify.annotations.Nullable;
import org.partnergateway.token.AccessToken;

/**
 * Whether the gateway's tokens show multi-factor authentication, as Partner Center finds.
 * One call with each new token asks for it. Safe for use by any thread.
 *
 * @see <a href=
 * "https://learn.microsoft.com/partner-center/security/partner-security-requirements-mandating-mfa">
 * Mandating multifactor authentication for your partner tenant</a>
 */
public final class MfaCompliance implements MeterBinder {

	/** Header of a request that asks for it. */
	public static final String REQUEST = "ValidateMfa";

	private static final String RESPONSE = "isMfaCompliant";

	private final boolean asked;

	// The token whose compliance is known, or being asked for.
	private @Nullable AccessToken latest;

	private boolean answered;

	private volatile @Nullable Boolean compliant;

	/**
	 * Creates an instance that knows nothing yet.
	 * @param asked whether tokens are those of a user, so that there is something to ask
	 */
	public MfaCompliance(boolean asked) {
		this.asked = asked;
	}

	/**
	 * What Partner Center said last.
	 * @return whether the token showed multi-factor authentication; {@code null} if
	 * Partner Center has not said
	 */
	public @Nullable Boolean isCompliant() {
		return this.compliant;
	}

	/**
	 * Whether a call with a token is to ask. Until {@link #ended} no other call does.
	 */
	public boolean isDue(AccessToken token) {
		return this.asked && claim(token);
	}

	private synchronized boolean claim(AccessToken token) {
		if (token.equals(this.latest)) {
			return false;
		}
		this.latest = token;
		this.answered = false;
		return true;
	}

	/**
	 * Notes the reply to a call that has asked.
	 * @param refused whether the token was refused because it shows none
	 */
	public synchronized void answered(AccessToken token, Reply reply, boolean refused) {
		String value = reply.headers().getFirst(RESPONSE);
		if (token.equals(this.latest)) {
			this.answered = refused || value != null || reply.status() / 100 == 2;
			if (this.answered) {
				this.compliant = refused ? Boolean.FALSE : read(value);
			}
		}
	}

	/**
	 * Notes the end of a call that has asked. If Partner Center has not answered, another
	 * call asks.
	 */
	public synchronized void ended(AccessToken token) {
		if (token.equals(this.latest) && !this.answered) {
			this.latest = null;
		}
	}

	/**
	 * Reads Partner Center's finding from a reply to a call that has asked.
	 * @return whether the token shows multi-factor authentication; {@code null} if the
	 * reply does not say
	 */
	public static @Nullable Boolean read(Reply reply) {
		return read(reply.headers().getFirst(RESPONSE));
	}

	private static @Nullable Boolean read(@Nullable String value) {
		if (value == null) {
			return null;
		}
		return switch (value.strip().toLowerCase(Locale.ROOT)) {
			case "true" -> Boolean.TRUE;
			case "false" -> Boolean.FALSE;
			default -> null;
		};
	}

	@Override
	public void bindTo(MeterRegistry registry) {
		if (this.asked) {
			Gauge.builder("partnercenter.mfa.compliant", this, MfaCompliance::gauged)
				.description("1 if Partner Center finds that the token shows multi-factor authentication, 0 if not")
				.register(registry);
		}
	}

	private double gauged() {
		Boolean latest = this.compliant;
		if (latest == null) {
			return Double.NaN;
		}
		return latest ? 1 : 0;
	}

}
