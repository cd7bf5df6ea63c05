package org.partnergateway.consent.proof;

import org.jspecify.annotations.Nullable;
import org.partnergateway.partnercenter.probe.Probed;

/**
 * What a consent may read of one report, for a person.
 *
 * @param report the name of the report
 * @param path the path that was asked for
 * @param state what came of it
 * @param text the same as a sentence or two, with what to do
 */
public record Finding(String report, String path, State state, String text) {

	/**
	 * The finding of an answer.
	 * @param path the path that was asked for
	 * @param rows the number of rows of a report
	 */
	static Finding of(Probed probed, String path, int rows) {
		String report = probed.report().label();
		String said = String.valueOf(probed.message()) + code(probed.code());
		return switch (probed.verdict()) {
			case READ -> (rows > 0) ? new Finding(report, path, State.READABLE, "The gateway can serve it.")
					: new Finding(report, path, State.EMPTY, "The gateway can serve it, but it has no rows.");
			case ROLE_MISSING -> new Finding(report, path, State.ROLE_MISSING, role(probed) + code(probed.code()));
			case REFUSED -> new Finding(report, path, State.REFUSED, said);
			case NOT_FOUND -> new Finding(report, path, State.NOT_FOUND, said);
			case REJECTED -> new Finding(report, path, State.REJECTED, said);
			case FAILED -> new Finding(report, path, State.FAILED, said);
		};
	}

	private static String role(Probed probed) {
		return "The user's role may not read it. Give the user such a role in Partner Center, for example %s."
			.formatted(probed.report().isOfCustomer() ? "Admin agent" : "Executive report viewer");
	}

	private static String code(@Nullable String code) {
		return (code != null) ? " Partner Center's code is %s.".formatted(code) : "";
	}

	/**
	 * What came of asking for a report.
	 */
	public enum State {

		READABLE("may be read"),

		EMPTY("empty"),

		ROLE_MISSING("role missing"),

		REFUSED("refused"),

		NOT_FOUND("not found"),

		REJECTED("rejected"),

		FAILED("no report"),

		UNASKED("not asked");

		private final String label;

		State(String label) {
			this.label = label;
		}

		/**
		 * The state in two or three words.
		 */
		public String label() {
			return this.label;
		}

	}

}
