package org.partnergateway.licenses;

import java.time.Duration;
import java.util.List;

import org.jspecify.annotations.Nullable;
import org.partnergateway.cache.failure.FailurePolicy;
import org.partnergateway.licenses.stored.ReportKey;
import org.partnergateway.partnercenter.failure.FailureScope;
import org.partnergateway.partnercenter.failure.PartnerCenterException;
import org.partnergateway.partnercenter.question.LicenseReport;
import org.partnergateway.partnercenter.question.ReportQuery;

/**
 * Decides what a failure of Partner Center means to the cache. A failure of one question
 * does not keep back other questions. Unless Partner Center rejects the question only as
 * asked, it keeps back the same question in every locale, since asking in others would
 * prolong an outage.
 */
final class PartnerCenterFailures implements FailurePolicy<ReportKey> {

	@Override
	public boolean isAnswer(Throwable failure) {
		return failure instanceof PartnerCenterException.Answer;
	}

	@Override
	public boolean displaces(Throwable answer) {
		return answer instanceof PartnerCenterException.Answer known && known.displaces();
	}

	@Override
	public List<Object> subjects(ReportKey key) {
		return List.of(key, key.query(), key.query().report(), FailureScope.EVERYTHING);
	}

	@Override
	public Object subject(ReportKey key, Throwable failure) {
		FailureScope scope = (failure instanceof PartnerCenterException known) ? known.scope() : FailureScope.QUESTION;
		return switch (scope) {
			case QUESTION_AS_ASKED -> key;
			case QUESTION -> key.query();
			case REPORT -> key.query().report();
			case EVERYTHING -> FailureScope.EVERYTHING;
		};
	}

	/**
	 * Whether the back-off of a subject concerns any question about a report.
	 */
	static boolean concerns(Object subject, LicenseReport report) {
		return switch (subject) {
			case ReportKey key -> key.query().report() == report;
			case ReportQuery query -> query.report() == report;
			case LicenseReport other -> other == report;
			default -> true;
		};
	}

	@Override
	public @Nullable Duration retryAfter(Throwable failure) {
		return (failure instanceof PartnerCenterException known) ? known.retryAfter() : null;
	}

	@Override
	public boolean isCommon(Throwable failure) {
		return failure instanceof PartnerCenterException known && !known.dependsOnCredentials();
	}

	@Override
	public Throwable leftAlone(Duration left) {
		return PartnerCenterException.leftAloneElsewhere(left);
	}

}
