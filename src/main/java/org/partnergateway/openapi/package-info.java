/**
 * Describes the gateway for programs and their authors: an OpenAPI document, and a page
 * to read it. The document is a file in the resources; a test compares it with the
 * gateway's answers.
 */
@NullMarked
package org.partnergateway.openapi;

import org.jspecify.annotations.NullMarked;
