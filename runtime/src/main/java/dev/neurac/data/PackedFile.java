package dev.neurac.data;

import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipException;

/** Opens files that may be gzipped. */
final class PackedFile {

  private static final int BUFFER = 1 << 16;

  private PackedFile() {}

  /**
   * Opens a file.
   *
   * @throws NoSuchFileException that says where it was looked for, if there is none
   */
  static InputStream newInputStream(Path file) throws IOException {
    try {
      return Files.newInputStream(file);
    } catch (NoSuchFileException e) {
      throw new NoSuchFileException(
          file.toString(),
          null,
          "there is no such file at " + file.toAbsolutePath() + "; check the path");
    }
  }

  /**
   * Returns the bytes, unpacked if they are gzipped; their errors go to {@link #error}.
   *
   * @param file closed with the bytes, or when this fails
   */
  static InputStream open(InputStream file) throws IOException {
    InputStream bytes = new BufferedInputStream(file, BUFFER);
    try {
      return isGzip(bytes) ? new Members(new UntilTheEnd(bytes)) : bytes;
    } catch (IOException e) {
      bytes.close();
      throw e;
    }
  }

  /** The name says nothing: browsers and mail programs unpack files, or not, and keep the name. */
  private static boolean isGzip(InputStream bytes) throws IOException {
    bytes.mark(2);
    boolean gzip = bytes.read() == 0x1f && bytes.read() == 0x8b;
    bytes.reset();
    return gzip;
  }

  /** Says in which file an error happened, where its own message does not. */
  static IOException error(String file, IOException e) {
    if (e instanceof ZipException || e instanceof EOFException) {
      return new IOException(
          file
              + ": the gzip data is damaged or cut short ("
              + e.getMessage()
              + "); copy or download the file again",
          e);
    }
    if (e instanceof FileSystemException) {
      return e;
    }
    return new IOException(file + ": " + e.getMessage(), e);
  }

  /**
   * Says that bytes are available until there are none: the JDK looks for another gzip member only
   * where {@code available} says so, which streams from archives and networks do not.
   */
  private static final class UntilTheEnd extends FilterInputStream {

    UntilTheEnd(InputStream in) {
      super(in);
    }

    @Override
    public int available() throws IOException {
      in.mark(1);
      boolean end = in.read() < 0;
      in.reset();
      return end ? 0 : Math.max(in.available(), 1);
    }
  }

  /**
   * All members of a gzip file, one after the other (RFC 1952). The JDK takes what is no member for
   * the end; here it is an error, so that a damaged member is not lost without a word. Zeros, with
   * which tapes are filled up, may follow.
   */
  private static final class Members extends GZIPInputStream {

    /** CRC and length, behind the packed data of a member. */
    private static final int TRAILER = 8;

    Members(InputStream in) throws IOException {
      super(in, BUFFER);
    }

    @Override
    public int read(byte[] into, int at, int length) throws IOException {
      int count = super.read(into, at, length);
      if (count < 0) {
        requireZeros();
      }
      return count;
    }

    private void requireZeros() throws IOException {
      boolean zeros = true;
      for (int i = Math.min(len, len - inf.getRemaining() + TRAILER); i < len; i++) {
        zeros &= buf[i] == 0;
      }
      for (int next = in.read(); next >= 0; next = in.read()) {
        zeros &= next == 0;
      }
      if (!zeros) {
        throw new ZipException("what follows a member is none");
      }
    }
  }
}
