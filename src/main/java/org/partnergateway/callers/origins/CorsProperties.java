package org.partnergateway.callers.origins;

import java.util.List;

import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Pages of other origins.
 *
 * @param allowedOrigins Origins whose pages may read answers, such as
 * https://reports.contoso.com.
 */
public record CorsProperties(@DefaultValue List<String> allowedOrigins) {
}
