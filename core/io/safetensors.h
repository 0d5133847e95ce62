#pragma once

#include "core/config/json.h"

#include <cstdint>
#include <filesystem>
#include <map>
#include <string>
#include <vector>

namespace nie {

/// One named array of a safetensors file, little-endian, C order.
struct NamedArray {
    std::string dtype;                ///< "F32", "F64", "I64", "U8", ...
    std::vector<std::int64_t> shape;
    std::vector<std::byte> bytes;
};

/// A safetensors file: 8 bytes length N, N bytes JSON header, then the arrays. Loading executes
/// nothing and checks every length before it allocates.
/// Format: https://huggingface.co/docs/safetensors (read 2026-11).
struct Safetensors {
    std::map<std::string, NamedArray> arrays;
    std::map<std::string, std::string> metadata;

    /// Throws InputError naming the file and what is wrong with it: too short, header not JSON,
    /// unknown dtype, offsets that overlap, leave gaps or pass the end, shape and length that differ.
    static Safetensors read(const std::filesystem::path& file);
    /// Written atomically. Throws RunError.
    void write(const std::filesystem::path& file) const;
};

/// Bytes of one element; 0 for an unknown type.
std::size_t safetensorsElementSize(const std::string& dtype);

}  // namespace nie
