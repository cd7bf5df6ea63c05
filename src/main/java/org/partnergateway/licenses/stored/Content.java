package org.partnergateway.licenses.stored;

import java.util.function.Supplier;

/**
 * What a report says, whoever asks for it.
 */
public sealed interface Content permits Representations, Page {

	/**
	 * The forms in which a caller can have it.
	 * @param root the URL of the gateway, without a slash at its end, as the caller knows
	 * it
	 */
	Representations under(Supplier<String> root);

}
