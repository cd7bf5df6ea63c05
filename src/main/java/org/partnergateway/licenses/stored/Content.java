package org.partnergateway.licenses.stored;

import java.util.function.Supplier;

/**
 * The content of a report, the same for every caller.
 */
public sealed interface Content permits Representations, Page {

	/**
	 * The forms in which it can be sent to a caller.
	 * @param root the URL of the gateway as the caller knows it, without a slash at its
	 * end
	 */
	Representations under(Supplier<String> root);

}
