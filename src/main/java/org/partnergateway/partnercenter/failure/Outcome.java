package org.partnergateway.partnercenter.failure;

/**
 * The names of outcomes in meters, which are those of the problems that callers get.
 */
public final class Outcome {

	public static final String OK = "ok";

	private Outcome() {
	}

	public static String of(PartnerCenterException failure) {
		return switch (failure) {
			case PartnerCenterException.NotFound _ -> "not-found";
			case PartnerCenterException.CustomerForbidden _ -> "customer-forbidden";
			case PartnerCenterException.QuestionRejected _ -> "question-rejected";
			case PartnerCenterException.Rejected _ -> "upstream-rejected";
			case PartnerCenterException.Credentials _ -> "upstream-credentials";
			case PartnerCenterException.Malformed _ -> "upstream-malformed";
			case PartnerCenterException.Throttled _ -> "upstream-throttled";
			case PartnerCenterException.Unavailable _ -> "upstream-unavailable";
			case PartnerCenterException.TimedOut _ -> "upstream-timeout";
		};
	}

}
