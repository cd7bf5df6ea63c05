package org.partnergateway.partnercenter.exchange;

/**
 * A link in the body of a report to its next page at Partner Center, with the page's
 * target at the gateway.
 *
 * @param start index of the first byte of the link, its opening quote
 * @param end index of the byte after the link, after its closing quote
 * @param target path and query of the next page at the gateway, percent-encoded, so that
 * it needs no escapes in JSON
 */
public record NextLink(int start, int end, String target) {
}
