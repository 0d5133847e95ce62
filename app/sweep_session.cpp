#include "app/sweep_session.h"

#include "core/base/error.h"
#include "core/base/files.h"
#include "core/results/run_folder.h"

#include <algorithm>
#include <system_error>

namespace nie {

namespace fs = std::filesystem;

namespace {

constexpr const char* kSpecFile = "sweep.json";

Json jsonIn(const fs::path& file)
{
    return parseJson(readFile(file), file.string());
}

}  // namespace

SweepSession::SweepSession(fs::path root, QObject* parent)
    : QObject(parent),
      m_root(std::move(root))
{
    connect(&m_program, &NieProgram::runningChanged, this, &SweepSession::runningChanged);
    connect(&m_program, &NieProgram::progressed, this, &SweepSession::progressed);
    connect(&m_program, &NieProgram::finished, this, &SweepSession::finished);
}

std::vector<std::string> SweepSession::names() const
{
    std::vector<std::pair<fs::file_time_type, std::string>> found;
    std::error_code problem;
    for (const fs::directory_entry& entry : fs::directory_iterator(m_root, problem))
        if (fs::is_regular_file(entry.path() / kSpecFile, problem))
            found.emplace_back(fs::last_write_time(entry.path() / kSpecFile, problem),
                               entry.path().filename().string());
    std::sort(found.rbegin(), found.rend());
    std::vector<std::string> names;
    for (const auto& [time, name] : found)
        names.push_back(name);
    return names;
}

std::optional<SweepTable> SweepSession::table(const std::string& name) const
{
    const fs::path file = folder(name) / "table.json";
    try {
        if (!name.empty() && fs::exists(file))
            return SweepTable::fromJson(jsonIn(file), file.string());
    } catch (const InputError&) {
        // Of another version: the sweep can go on, and writes it again.
    }
    return std::nullopt;
}

std::optional<SweepSpec> SweepSession::spec(const std::string& name) const
{
    const fs::path file = folder(name) / kSpecFile;
    try {
        if (!name.empty() && fs::exists(file))
            return SweepSpec::fromJson(jsonIn(file), file.string());
    } catch (const InputError&) {
        // As above.
    }
    return std::nullopt;
}

std::string SweepSession::start(const SweepSpec& spec, int jobs)
{
    const fs::path place = RunFolder::firstFree(m_root / spec.config.experiment);
    std::error_code problem;
    fs::create_directories(place, problem);
    if (problem)
        throw RunError(place.string(), "cannot create this folder: " + problem.message());
    writeFileAtomically(place / kSpecFile, spec.toJson().dump(2) + "\n");
    goOn(place.filename().string(), jobs);
    return m_current;
}

void SweepSession::goOn(const std::string& name, int jobs)
{
    if (isRunning())
        return;
    m_current = name;
    m_program.start({"sweep", "-o", QString::fromStdString(folder(name).string()), "--jobs",
                     QString::number(jobs)});
}

}  // namespace nie
