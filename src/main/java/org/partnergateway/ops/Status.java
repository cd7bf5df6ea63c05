package org.partnergateway.ops;

import java.time.Duration;
import java.util.List;
import java.util.Locale;

import org.jspecify.annotations.Nullable;
import org.partnergateway.cache.EntrySnapshot;
import org.partnergateway.cache.StoresSnapshot;
import org.partnergateway.licenses.LicenseReports;
import org.partnergateway.licenses.ReportSnapshot;
import org.partnergateway.partnercenter.channel.BreakerSnapshot;
import org.partnergateway.token.AccessTokens;
import org.partnergateway.token.refresh.RefreshTokenAge;
import org.partnergateway.token.request.TokenException;

/**
 * The state of the gateway, as {@code /v1/status} returns it. All times are whole
 * seconds, rounded down; a value that is unknown or does not apply is {@code null}. Holds
 * no secret, and nothing that a caller or another system wrote.
 *
 * @param reports the state of the partner reports
 * @param breaker the breaker over all reports
 * @param accessToken the token for Partner Center
 * @param refreshToken the token for renewing access tokens
 * @param consent the consent of a user
 * @param stores the state of the stores
 * @param refusals the last requests that were answered with a problem, the newest first
 */
record Status(List<Report> reports, Breaker breaker, Token accessToken, RefreshToken refreshToken, Consent consent,
		Stores stores, List<Refusal> refusals) {

	static Status of(LicenseReports reports, BreakerSnapshot breaker, GatewayCredentials credentials,
			List<Refusal> refusals) {
		RefreshTokenAge refreshToken = credentials.refreshToken();
		return new Status(reports.partnerReports().stream().map(Report::of).toList(),
				new Breaker(name(breaker.state()), breaker.left().toSeconds()), Token.of(credentials.tokens()),
				new RefreshToken(refreshToken.isKept(), seconds(refreshToken.age())), Consent.of(credentials),
				Stores.of(reports.stores()), refusals);
	}

	private static String name(Enum<?> constant) {
		return constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
	}

	private static @Nullable Long seconds(@Nullable Duration duration) {
		return (duration != null) ? Long.valueOf(duration.toSeconds()) : null;
	}

	/**
	 * The state of a report in the default locale.
	 *
	 * @param report its name
	 * @param path its path
	 * @param age the time since it was fetched, or {@code null} if nothing is stored
	 * @param timeToLive how long it is fresh after that, or {@code null} if nothing is
	 * stored
	 * @param leftAlone how long the back-off of the report still lasts; zero if Partner
	 * Center may be asked
	 */
	record Report(String report, String path, @Nullable Long age, @Nullable Long timeToLive, long leftAlone) {

		static Report of(ReportSnapshot snapshot) {
			EntrySnapshot entry = snapshot.entry();
			return new Report(snapshot.report().label(), snapshot.report().path(),
					seconds((entry != null) ? entry.age() : null), seconds((entry != null) ? entry.timeToLive() : null),
					snapshot.leftAlone().toSeconds());
		}

	}

	/**
	 * The breaker over all reports.
	 *
	 * @param state {@code closed}, {@code open} or {@code probing}
	 * @param leftAlone how long it still lets no fetch pass
	 */
	record Breaker(String state, long leftAlone) {

	}

	/**
	 * The access token in use.
	 *
	 * @param expiresIn how long it is valid; zero if it has expired, {@code null} if
	 * there is none
	 * @param problem why no token can be obtained, or {@code null} if there is one or
	 * none was needed
	 * @param remedy what an operator must do about that, or {@code null} if it may end by
	 * itself
	 * @param retryAfter the time until a token is requested again, or {@code null}
	 */
	record Token(@Nullable Long expiresIn, @Nullable String problem, @Nullable String remedy,
			@Nullable Long retryAfter) {

		static Token of(AccessTokens tokens) {
			Long expiresIn = seconds(tokens.expiresIn());
			TokenException failure = tokens.failure();
			return (failure != null)
					? new Token(expiresIn, name(failure.kind()), failure.remedy(), seconds(failure.retryAfter()))
					: new Token(expiresIn, null, null, null);
		}

	}

	/**
	 * The refresh token.
	 *
	 * @param kept whether the newest one is in its file; {@code false} while the file
	 * cannot be written, or if the grant uses none
	 * @param age the time since its file was written, or {@code null} if there is no file
	 */
	record RefreshToken(boolean kept, @Nullable Long age) {

	}

	/**
	 * The consent of a user.
	 *
	 * @param state {@code given}; {@code missing}; {@code unknown} if the refresh token
	 * was put into its file by hand, so that the gateway knows nothing about its consent;
	 * or {@code none} if the grant needs none
	 * @param age the time since it was given, or {@code null} if that is not known
	 * @param mfa whether Partner Center finds that the token shows multi-factor
	 * authentication; {@code null} if it has not said
	 */
	record Consent(String state, @Nullable Long age, @Nullable Boolean mfa) {

		static Consent of(GatewayCredentials credentials) {
			return new Consent(state(credentials), seconds(credentials.consents().age()),
					credentials.mfa().isCompliant());
		}

		private static String state(GatewayCredentials credentials) {
			if (!credentials.refreshToken().isUsed()) {
				return "none";
			}
			if (credentials.consents().isMissing()) {
				return "missing";
			}
			return (credentials.consents().current() != null) ? "given" : "unknown";
		}

	}

	/**
	 * The stores of the reports, and the back-offs.
	 *
	 * @param entries the number of entries in this process
	 * @param bytes their size in bytes
	 * @param mostBytes the largest size that they may have, in bytes
	 * @param shared {@code none}, {@code working} or {@code failing}
	 * @param leftAlone the number of back-offs, each of one question, of one report or of
	 * everything
	 */
	record Stores(long entries, long bytes, long mostBytes, String shared, int leftAlone) {

		static Stores of(StoresSnapshot snapshot) {
			return new Stores(snapshot.entries(), snapshot.bytes(), snapshot.mostBytes(), name(snapshot.shared()),
					snapshot.leftAlone());
		}

	}

	/**
	 * A request that was answered with a problem.
	 *
	 * @param time when, in UTC
	 * @param type the end of the problem's type
	 * @param status the status
	 * @param path the harmless segments of its path
	 * @param requestId its MS-RequestId
	 */
	record Refusal(String time, String type, int status, String path, String requestId) {

	}

}
