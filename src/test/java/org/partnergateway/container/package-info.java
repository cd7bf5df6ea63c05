/**
 * Tests of the image that the {@code Dockerfile} makes, by a Docker engine. Without one
 * they are skipped.
 */
@NullMarked
package org.partnergateway.container;

import org.jspecify.annotations.NullMarked;
