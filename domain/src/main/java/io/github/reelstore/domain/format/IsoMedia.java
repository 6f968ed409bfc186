package io.github.reelstore.domain.format;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * Files made of boxes (ISO/IEC 14496-12), distinguished by the brands in their file type box, {@code ftyp}. The brands
 * are those registered at mp4ra.org. A file may list several: the major brand decides; if it is not listed here, the
 * compatible brands decide, in the order of the constants below.
 */
enum IsoMedia {
    AVIF("avif", "avis"),
    HEIC("heic", "heix", "heim", "heis", "hevc", "hevx", "hevm", "hevs", "mif1", "msf1"),
    M4A("M4A ", "M4B ", "M4P "),
    MOV("qt  "),
    MP4("iso?", "mp41", "mp42", "avc1", "av01", "dash", "M4V?", "F4V ", "f4v ", "MSNV", "cmf?"),

    /** 3GPP TS 26.244, section 5.4, and 3GPP2 C.S0050, for phones of another network. */
    THREE_GP("3gp?", "3ge?", "3gf?", "3gg?", "3gh?", "3gm?", "3gr?", "3gs?", "3gt?", "3g2?");

    /** Brands of the HEIF structure, which AVIF and HEIC share: as a major brand they decide nothing. */
    private static final List<String> HEIF_STRUCTURE = List.of("mif1", "msf1");

    /** Brands of files that use the structure for other content: Canon's raw images. */
    private static final List<String> FOREIGN = List.of("crx ");

    /** Before ftyp existed, a QuickTime movie began with one of these. */
    private static final List<String> FIRST_ATOMS = List.of("moov", "mdat", "wide", "free", "skip", "pnot");

    private static final int MAJOR_BRAND = 8;
    private static final int MINOR_VERSION = 12;

    @SuppressWarnings("ImmutableEnumChecker") // An unmodifiable list.
    private final List<String> brands;

    IsoMedia(String... brands) {
        this.brands = List.of(brands);
    }

    boolean matches(FileHeader fileHeader) {
        return of(fileHeader).filter(this::equals).isPresent();
    }

    private static Optional<IsoMedia> of(FileHeader fileHeader) {
        if (isMovieWithoutBrands(fileHeader)) {
            return Optional.of(MOV);
        }
        // A brand list larger than 64 KiB is not valid: it is text that contains "ftyp".
        if (!fileHeader.at(0, "\0\0??ftyp") || fileHeader.atAny(MAJOR_BRAND, FOREIGN)) {
            return Optional.empty();
        }
        return byMajorBrand(fileHeader).or(() -> byCompatibleBrands(fileHeader));
    }

    private static Optional<IsoMedia> byMajorBrand(FileHeader fileHeader) {
        return fileHeader.atAny(MAJOR_BRAND, HEIF_STRUCTURE)
                ? Optional.empty()
                : Arrays.stream(values())
                        .filter(family -> family.owns(fileHeader, MAJOR_BRAND))
                        .findFirst();
    }

    private static Optional<IsoMedia> byCompatibleBrands(FileHeader fileHeader) {
        return Arrays.stream(values())
                .filter(family -> family.isListed(fileHeader))
                .findFirst();
    }

    private boolean isListed(FileHeader fileHeader) {
        long end = Math.min(fileHeader.u32(0), fileHeader.length());
        for (long offset = MAJOR_BRAND; offset + 4 <= end; offset += 4) {
            if (offset != MINOR_VERSION && owns(fileHeader, offset)) {
                return true;
            }
        }
        return false;
    }

    private boolean owns(FileHeader fileHeader, long offset) {
        return fileHeader.atAny(offset, brands);
    }

    /**
     * An atom's size includes its header of 8 bytes; 1 means that a 64-bit size follows (QuickTime File Format,
     * "Atoms").
     */
    private static boolean isMovieWithoutBrands(FileHeader fileHeader) {
        long size = fileHeader.u32(0);
        return fileHeader.atAny(4, FIRST_ATOMS) && (size == 1 || size >= 8) && !TextSniffer.isText(fileHeader);
    }
}
