package org.partnergateway.licenses;

import java.time.Duration;

import org.jspecify.annotations.Nullable;
import org.partnergateway.cache.FailurePolicy;
import org.partnergateway.partnercenter.PartnerCenterException;

/**
 * What a failure of Partner Center means to the cache.
 */
final class PartnerCenterFailures implements FailurePolicy {

	@Override
	public boolean isAnswer(Throwable failure) {
		return failure instanceof PartnerCenterException.NotFound;
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
