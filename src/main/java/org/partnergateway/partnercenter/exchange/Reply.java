package org.partnergateway.partnercenter.exchange;

import org.springframework.http.HttpHeaders;

/**
 * What came back over HTTP, of whatever status and form.
 *
 * @param status HTTP status code
 * @param headers all headers
 * @param body the content, decoded; for a status other than 200 only as much as an error
 * body needs
 */
@SuppressWarnings("ArrayRecordComponent") // Compared by nobody; made for carrying.
public record Reply(int status, HttpHeaders headers, byte[] body) {
}
