/**
 * What the RFCs of HTTP say about texts in headers, without any type of this project.
 */
@NullMarked
package org.partnergateway.http;

import org.jspecify.annotations.NullMarked;
