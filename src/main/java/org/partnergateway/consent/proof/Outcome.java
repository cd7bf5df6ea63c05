package org.partnergateway.consent.proof;

import java.util.List;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;

/**
 * What became of a sign-in, for a person.
 *
 * @param result what became of it
 * @param headline the same as a sentence
 * @param remarks what to know or do, as sentences
 * @param findings what the consent may read; empty if Partner Center was not asked
 * @param attempt identifies the attempt, if it can be proved again; else {@code null}
 */
public record Outcome(Result result, String headline, List<String> remarks, List<Finding> findings,
		@Nullable String attempt) {

	public static Outcome invalid(String headline, String remark) {
		return new Outcome(Result.INVALID, headline, List.of(remark, "Nothing has changed."), List.of(), null);
	}

	public static Outcome refused(String headline, String remark) {
		return refused(headline, List.of(remark), List.of());
	}

	public static Outcome refused(String headline, List<String> remarks, List<Finding> findings) {
		return new Outcome(Result.REFUSED, headline, followed(remarks, "Nothing has changed."), findings, null);
	}

	/**
	 * A consent that could not be proved.
	 * @param attempt identifies the attempt, if it can be proved again; else {@code null}
	 */
	public static Outcome unproved(String headline, String remark, List<Finding> findings, @Nullable String attempt) {
		String then = (attempt != null)
				? "Nothing has been kept. For ten minutes after the sign-in it can be tried again without another one."
				: "Nothing has been kept.";
		return new Outcome(Result.UNPROVED, headline, List.of(remark, then), findings, attempt);
	}

	private static List<String> followed(List<String> remarks, String last) {
		return Stream.concat(remarks.stream(), Stream.of(last)).toList();
	}

	/**
	 * What became of a sign-in.
	 */
	public enum Result {

		/** The consent is in use, and in its file. */
		KEPT,

		/** The consent is in use, and in memory only. */
		UNWRITTEN,

		/** It proves nothing. */
		REFUSED,

		/** It could not be proved, which may pass. */
		UNPROVED,

		/** The browser did not come back from a sign-in that the gateway knows. */
		INVALID

	}

}
