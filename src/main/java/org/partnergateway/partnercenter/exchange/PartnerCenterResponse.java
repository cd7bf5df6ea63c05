package org.partnergateway.partnercenter.exchange;

import org.jspecify.annotations.Nullable;
import org.partnergateway.correlation.ResponseIdentity;

/**
 * A report as Partner Center sent it.
 *
 * @param body the bytes, without transfer encoding, content coding and byte order mark.
 * Nobody may change them
 * @param nextLink the link to the next page, if the body has one that leads to Partner
 * Center; else {@code null}
 * @param identity how Partner Center's support finds the response
 * @param storability what it says about being kept
 */
@SuppressWarnings("ArrayRecordComponent") // Compared by nobody; made for carrying.
public record PartnerCenterResponse(byte[] body, @Nullable NextLink nextLink, ResponseIdentity identity,
		Storability storability) {
}
