#pragma once

#include <algorithm>
#include <array>
#include <cstdint>
#include <cstring>
#include <string>
#include <vector>

namespace nie::test {

/// Composes NIfTI-1 and NIfTI-2 files byte by byte, good ones and bad ones.
class NiftiBytes {
public:
    explicit NiftiBytes(int version = 1, bool bigEndian = false)
        : m_version(version),
          m_big(bigEndian),
          m_header(version == 1 ? 352 : 544, '\0')
    {
        put<std::int32_t>(0, version == 1 ? 348 : 540);
        const char magic2[] = "n+2\0\r\n\x1a\n";
        if (version == 1)
            m_header.replace(344, 4, std::string("n+1\0", 4));
        else
            m_header.replace(4, 8, std::string(magic2, 8));
        offset(double(m_header.size()));
        pixdim({1, 2, 2, 2, 2, 0, 0, 0});
        units(10);  // mm, s
    }

    NiftiBytes& dims(const std::vector<std::int64_t>& lengths)
    {
        dim(0, std::int64_t(lengths.size()));
        for (std::size_t k = 0; k < lengths.size(); ++k)
            dim(k + 1, lengths[k]);
        return *this;
    }
    NiftiBytes& dim(std::size_t k, std::int64_t value)
    {
        m_version == 1 ? put<std::int16_t>(40 + 2 * k, std::int16_t(value))
                       : put<std::int64_t>(16 + 8 * k, value);
        return *this;
    }
    NiftiBytes& type(int code, int bits)
    {
        put<std::int16_t>(m_version == 1 ? 70 : 12, std::int16_t(code));
        put<std::int16_t>(m_version == 1 ? 72 : 14, std::int16_t(bits));
        return *this;
    }
    NiftiBytes& offset(double value)
    {
        m_version == 1 ? put<float>(108, float(value))
                       : put<std::int64_t>(168, std::int64_t(value));
        return *this;
    }
    NiftiBytes& scaling(double slope, double intercept)
    {
        real(m_version == 1 ? 112 : 176, 0, slope);
        real(m_version == 1 ? 116 : 184, 0, intercept);
        return *this;
    }
    NiftiBytes& pixdim(const std::array<double, 8>& values)
    {
        for (std::size_t k = 0; k < 8; ++k)
            real(m_version == 1 ? 76 : 104, k, values[k]);
        return *this;
    }
    NiftiBytes& units(int code)
    {
        if (m_version == 1)
            m_header[123] = char(code);
        else
            put<std::int32_t>(500, code);
        return *this;
    }
    NiftiBytes& sform(const std::array<double, 12>& rows)
    {
        m_version == 1 ? put<std::int16_t>(254, 1) : put<std::int32_t>(348, 1);
        for (std::size_t k = 0; k < 12; ++k)
            real(m_version == 1 ? 280 : 400, k, rows[k]);
        return *this;
    }
    NiftiBytes& intent(int code)
    {
        m_version == 1 ? put<std::int16_t>(68, std::int16_t(code)) : put<std::int32_t>(504, code);
        return *this;
    }
    template <class T>
    NiftiBytes& data(const std::vector<T>& values)
    {
        for (const T value : values)
            m_data += bytesOf(value);
        return *this;
    }
    template <class T>
    NiftiBytes& put(std::size_t at, T value)
    {
        m_header.replace(at, sizeof(T), bytesOf(value));
        return *this;
    }

    std::string bytes() const { return m_header + m_data; }

private:
    template <class T>
    std::string bytesOf(T value) const
    {
        std::string raw(sizeof(T), '\0');
        std::memcpy(raw.data(), &value, sizeof(T));
        if (m_big)
            std::reverse(raw.begin(), raw.end());
        return raw;
    }
    void real(std::size_t at, std::size_t index, double value)
    {
        m_version == 1 ? put<float>(at + 4 * index, float(value))
                       : put<double>(at + 8 * index, value);
    }

    int m_version;
    bool m_big;
    std::string m_header;
    std::string m_data;
};

}  // namespace nie::test
