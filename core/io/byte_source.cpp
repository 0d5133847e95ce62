#include "core/io/byte_source.h"

#include "core/base/error.h"

#include <fmt/format.h>

#include <system_error>

namespace nie {

namespace fs = std::filesystem;

FileSource::FileSource(const fs::path& file) : m_name(file.string())
{
    std::error_code failure;
    if (!fs::exists(file, failure))
        throw InputError(m_name, "no such file");
    if (!fs::is_regular_file(file, failure))
        throw InputError(m_name, "is not a file");
    m_size = fs::file_size(file, failure);
    if (!failure)
        m_stream.open(file, std::ios::binary);
    if (failure || !m_stream)
        throw InputError(m_name, "cannot read");
}

void FileSource::readNext(void* target, std::size_t bytes)
{
    m_stream.read(static_cast<char*>(target), static_cast<std::streamsize>(bytes));
    if (m_stream.gcount() != static_cast<std::streamsize>(bytes))
        throw InputError(m_name, "the file ends early", fmt::format("{} bytes", m_stream.gcount()),
                         fmt::format("{} bytes", bytes));
}

}  // namespace nie
