#pragma once

#include <cstdint>
#include <string_view>

namespace nie {

/// CRC-32C (Castagnoli, polynomial 0x1EDC6F41 reflected; RFC 3720, appendix B.4): of "123456789"
/// it is 0xE3069283.
std::uint32_t crc32c(std::string_view bytes);

/// The form in which TFRecord files keep it, so that a checksum of data with checksums stays
/// strong.
std::uint32_t maskedCrc32c(std::string_view bytes);

}  // namespace nie
