package io.github.reelstore.export.bundle;

/**
 * What goes into a bundle.
 *
 * @param withResponses whether the values of providers go along that may hold signed URLs or tokens: {@code rawResponse} of all rows, and
 *     {@code fifeUrl}, {@code servingBaseUri}, {@code videoUrl} and {@code errorMessage} of videos
 */
public record BundleOptions(boolean withResponses) {

    /** Without the values that may hold signed URLs or tokens. */
    public static final BundleOptions DEFAULT = new BundleOptions(false);
}
