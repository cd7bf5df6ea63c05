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
 * How the gateway is, as {@code /v1/status} says it. All times are whole seconds, rounded
 * down; what is not known or does not apply is {@code null}. Holds no secret, and nothing
 * that a caller or another system wrote.
 *
 * @param reports how the partner reports are kept
 * @param breaker the breaker over all reports
 * @param accessToken with what Partner Center is called
 * @param refreshToken with what access tokens are asked for
 * @param stores where reports are kept
 * @param refusals the last requests that were answered with a problem, the newest first
 */
record Status(List<Report> reports, Breaker breaker, Token accessToken, RefreshToken refreshToken, Stores stores,
		List<Refusal> refusals) {

	static Status of(LicenseReports reports, BreakerSnapshot breaker, AccessTokens tokens, RefreshTokenAge refreshToken,
			List<Refusal> refusals) {
		return new Status(reports.partnerReports().stream().map(Report::of).toList(),
				new Breaker(name(breaker.state()), breaker.left().toSeconds()), Token.of(tokens),
				new RefreshToken(refreshToken.isKept(), seconds(refreshToken.age())), Stores.of(reports.stores()),
				refusals);
	}

	private static String name(Enum<?> constant) {
		return constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
	}

	private static @Nullable Long seconds(@Nullable Duration duration) {
		return (duration != null) ? Long.valueOf(duration.toSeconds()) : null;
	}

	/**
	 * How a report is kept, in the default culture.
	 *
	 * @param report its name
	 * @param path its path
	 * @param age the time since it was fetched, or {@code null} if nothing is stored
	 * @param timeToLive how long after that it is fresh, or {@code null} likewise
	 * @param leftAlone how long Partner Center is still left alone over it; zero if it
	 * may be asked
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
	 * @param leftAlone how long it still lets no fetch through
	 */
	record Breaker(String state, long leftAlone) {

	}

	/**
	 * The access token in use.
	 *
	 * @param expiresIn how long it is good for; zero if it has expired, {@code null} if
	 * there is none
	 * @param problem why there is none to be had, or {@code null} if there is or none was
	 * needed
	 * @param remedy what an operator must do about that, or {@code null} if it may heal
	 * by itself
	 * @param retryAfter when one is asked for again, or {@code null}
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
	 * @param kept whether the newest one is in its file; not so while that cannot be
	 * written, or if the grant takes none
	 * @param age the time since its file was written, or {@code null} if it has none
	 */
	record RefreshToken(boolean kept, @Nullable Long age) {

	}

	/**
	 * Where reports are kept, and whom this leaves alone.
	 *
	 * @param entries the number of entries in this process
	 * @param bytes what they take
	 * @param mostBytes what they may take
	 * @param shared {@code none}, {@code working} or {@code failing}
	 * @param leftAlone the number of back-offs, each over one question, one report or
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
	 * @param path what of its path was of a harmless form
	 * @param requestId its MS-RequestId
	 */
	record Refusal(String time, String type, int status, String path, String requestId) {

	}

}
