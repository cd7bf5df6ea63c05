package org.partnergateway.partnercenter.exchange;

import org.springframework.http.HttpHeaders;

/**
 * A reply over HTTP, of any status and form.
 *
 * @param status HTTP status code
 * @param headers all headers
 * @param body the decoded content; for a status other than 200 empty if it is larger than
 * 64 KB or interrupted
 */
@SuppressWarnings("ArrayRecordComponent") // Never compared; only carries data.
public record Reply(int status, HttpHeaders headers, byte[] body) {
}
