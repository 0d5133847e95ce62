#pragma once

#include <cstddef>
#include <cstdint>

namespace nie {

/// FNV-1a, 64 bit: tells changed or damaged content from the same; no protection against intent.
class ContentHash {
public:
    void add(const void* bytes, std::size_t count)
    {
        const auto* byte = static_cast<const unsigned char*>(bytes);
        for (std::size_t i = 0; i < count; ++i)
            m_value = (m_value ^ byte[i]) * 0x100000001b3ULL;
    }
    std::uint64_t value() const { return m_value; }

private:
    std::uint64_t m_value = 0xcbf29ce484222325ULL;
};

}  // namespace nie
