package org.partnergateway.token;

/**
 * The refusal of an access token by the API that it was issued for.
 *
 * @param message what was refused and why, as a sentence; fit for a caller and the log
 * @param remedy what an operator must do, as a sentence; likewise
 * @param replaceable whether another token of the same credentials may be accepted
 */
public record TokenRefusal(String message, String remedy, boolean replaceable) {

}
