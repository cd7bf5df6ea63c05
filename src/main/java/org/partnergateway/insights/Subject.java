package org.partnergateway.insights;

import org.jspecify.annotations.Nullable;

/**
 * Whose licenses a row counts, and of what. A row sums up over everything that is absent.
 *
 * @param customer the customer, whose id is that of the tenant
 * @param product the product
 * @param service the service; commercial reports have its full name and a code
 * ({@code o365}), the others use the code as its name
 * @param channel the channel of the sale, such as {@code reseller}; {@code null} if the
 * row does not say
 */
public record Subject(Named customer, Named product, Named service, @Nullable String channel) {

}
