/**
 * The Helm chart, rendered by Helm itself inside this process and read as strictly as
 * Kubernetes could: no cluster, no {@code helm} command.
 */
@NullMarked
package org.partnergateway.helm;

import org.jspecify.annotations.NullMarked;
