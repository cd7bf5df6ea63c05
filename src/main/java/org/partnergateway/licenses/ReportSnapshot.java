package org.partnergateway.licenses;

import java.time.Duration;

import org.jspecify.annotations.Nullable;
import org.partnergateway.cache.EntrySnapshot;
import org.partnergateway.partnercenter.question.LicenseReport;

/**
 * The state of a partner report at a moment.
 *
 * @param report the report
 * @param entry what is stored in the default locale, or {@code null} if nothing is
 * @param leftAlone how long the longest back-off of the report still lasts, in any
 * locale; zero if Partner Center may be asked
 */
public record ReportSnapshot(LicenseReport report, @Nullable EntrySnapshot entry, Duration leftAlone) {
}
