package org.partnergateway.insights;

import org.jspecify.annotations.Nullable;

/**
 * Something for which Partner Center has an id and a name.
 *
 * @param id the id or code, for programs; {@code null} if the row does not say
 * @param name the name, for readers; {@code null} if the row does not say
 */
public record Named(@Nullable String id, @Nullable String name) {

}
