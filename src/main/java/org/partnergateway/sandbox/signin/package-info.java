/**
 * The sandbox's stand-in for Microsoft Entra when a person signs in with a browser: the
 * page, the authorization codes, and the tokens of users.
 */
@NullMarked
package org.partnergateway.sandbox.signin;

import org.jspecify.annotations.NullMarked;
