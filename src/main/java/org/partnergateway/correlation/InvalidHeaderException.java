package org.partnergateway.correlation;

/**
 * A caller's header is malformed.
 */
public final class InvalidHeaderException extends RuntimeException {

	private static final long serialVersionUID = 1L;

	/**
	 * Creates an exception.
	 * @param header the name of the header
	 * @param form the form that its value must have, as the end of a sentence
	 */
	InvalidHeaderException(String header, String form) {
		super("The header %s must be %s.".formatted(header, form));
	}

}
