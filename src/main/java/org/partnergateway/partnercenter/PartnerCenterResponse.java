package org.partnergateway.partnercenter;

import org.partnergateway.correlation.ResponseIdentity;

/**
 * A report as Partner Center sent it.
 *
 * @param body the bytes, without transfer encoding, content coding and byte order mark.
 * Nobody may change them
 * @param identity how Partner Center's support finds the response
 * @param storability whether and for how long it may be kept
 */
@SuppressWarnings("ArrayRecordComponent") // Compared by nobody; made for carrying.
public record PartnerCenterResponse(byte[] body, ResponseIdentity identity, Storability storability) {
}
