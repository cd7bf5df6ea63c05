package org.partnergateway.partnercenter.exchange;

/**
 * A link in the body of a report that leads to its next page at Partner Center, and where
 * that page is here.
 *
 * @param start index of the first byte of the link, its opening quote
 * @param end index of the byte after the link, after its closing quote
 * @param target path and query of the next page at the gateway, percent-encoded: nothing
 * that JSON would escape
 */
public record NextLink(int start, int end, String target) {
}
