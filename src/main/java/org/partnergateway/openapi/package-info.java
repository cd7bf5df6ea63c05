/**
 * The description of the gateway for programs and for those who write them: OpenAPI, and
 * a page to read it. The description is a document in the resources; a test compares it
 * with what the gateway answers.
 */
@NullMarked
package org.partnergateway.openapi;

import org.jspecify.annotations.NullMarked;
