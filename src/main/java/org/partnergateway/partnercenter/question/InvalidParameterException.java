package org.partnergateway.partnercenter.question;

/**
 * A caller's path variable or query parameter is malformed. Nothing was sent to Partner
 * Center.
 */
public final class InvalidParameterException extends RuntimeException {

	private static final long serialVersionUID = 1L;

	/**
	 * Creates an exception.
	 * @param parameter the name of the parameter
	 * @param form the form that its value must have, as the end of a sentence; contains
	 * nothing that the caller sent
	 */
	InvalidParameterException(String parameter, String form) {
		super("The parameter %s must be %s.".formatted(parameter, form));
	}

}
