package org.partnergateway.partnercenter.exchange;

import org.jspecify.annotations.Nullable;
import org.partnergateway.correlation.ResponseIdentity;

/**
 * A report as Partner Center sent it.
 *
 * @param body the bytes, without transfer encoding, content coding and byte order mark;
 * must not be modified
 * @param nextLink the link to the next page at Partner Center; {@code null} if the body
 * has none
 * @param identity the ids by which Partner Center's support finds the response
 * @param storability whether and how long it may be stored
 */
@SuppressWarnings("ArrayRecordComponent") // Never compared; only carries data.
public record PartnerCenterResponse(byte[] body, @Nullable NextLink nextLink, ResponseIdentity identity,
		Storability storability) {
}
