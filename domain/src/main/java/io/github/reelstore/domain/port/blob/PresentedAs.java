package io.github.reelstore.domain.port.blob;

/**
 * How a server presents a file to the reader of a presigned URL, whatever is stored with the file.
 *
 * @param contentType the value of {@code Content-Type}, such as {@code video/mp4}
 * @param contentDisposition the value of {@code Content-Disposition}, such as {@code attachment; filename="a.mp4"}
 */
public record PresentedAs(String contentType, String contentDisposition) {}
