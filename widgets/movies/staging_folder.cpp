#include "widgets/movies/staging_folder.h"

#include "core/base/error.h"
#include "core/base/files.h"

#include <system_error>

namespace nie {

StagingFolder::StagingFolder(const std::filesystem::path& movie)
    : m_path(temporaryNameBeside(movie))
{
    std::error_code failure;
    std::filesystem::remove_all(m_path, failure);
    std::filesystem::create_directories(m_path, failure);
    if (failure)
        throw RunError(movie.string(), "cannot write: " + failure.message());
}

StagingFolder::~StagingFolder()
{
    std::error_code ignored;
    std::filesystem::remove_all(m_path, ignored);
}

}  // namespace nie
