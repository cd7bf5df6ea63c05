/**
 * The sign-in of a user at Microsoft Entra: its begin, what the browser comes back with,
 * and who the user is.
 */
@NullMarked
package org.partnergateway.consent.signin;

import org.jspecify.annotations.NullMarked;
