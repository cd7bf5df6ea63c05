package org.partnergateway.token;

/**
 * What was said of an access token by those whom it was for.
 *
 * @param message what was refused and why, as a sentence; fit for a caller and the log
 * @param remedy what an operator must do, as a sentence; likewise
 * @param replaceable whether another token, of the same credentials, may do better
 */
public record TokenRefusal(String message, String remedy, boolean replaceable) {

}
