#include "core/recordings/bids_folder.h"

#include "core/base/error.h"
#include "core/base/files.h"
#include "core/config/run_config.h"

#include <fmt/format.h>

#include <algorithm>
#include <tuple>

namespace nie {

namespace fs = std::filesystem;

namespace {

struct BidsFile {
    fs::path path;
    BidsName name;
};

bool isImage(const BidsName& name)
{
    return name.ending == ".nii.gz" || name.ending == ".nii";
}

/// All files of a tree that are there, by kind.
struct BidsFiles {
    std::vector<BidsFile> recordings;
    std::vector<BidsFile> sidecars;
    std::vector<BidsFile> confounds;
    std::vector<BidsFile> labels;
    std::int64_t missing = 0;

    void add(const fs::path& path)
    {
        const BidsName name(path.filename().string());
        const bool table = name.ending == ".tsv";
        if ((name.suffix == "bold" && isImage(name)) ||
            (name.suffix == "timeseries" && table &&
             (!name.entity("atlas").empty() || !name.entity("seg").empty())))
            recordings.push_back({path, name});
        else if ((name.suffix == "bold" || name.suffix == "timeseries") && name.ending == ".json")
            sidecars.push_back({path, name});
        else if (table && name.entity("desc") == "confounds")
            confounds.push_back({path, name});
        else if (name.suffix == "dseg" && isImage(name))
            labels.push_back({path, name});
    }
};

BidsFiles filesBelow(const fs::path& folder, const std::stop_token& stop)
{
    constexpr int kDeepest = 10;
    BidsFiles files;
    std::error_code failure;
    fs::recursive_directory_iterator at(folder, fs::directory_options::skip_permission_denied,
                                        failure);
    for (; !failure && at != fs::recursive_directory_iterator(); at.increment(failure)) {
        if (stop.stop_requested())
            throw Interrupted();
        const bool hidden = at->path().filename().string().starts_with(".");
        std::error_code ignored;
        if (at->is_directory(ignored)) {
            if (hidden || at.depth() >= kDeepest)
                at.disable_recursion_pending();
            continue;
        }
        if (hidden)
            continue;
        // A collection under git-annex holds links to what was not fetched yet.
        if (at->is_symlink(ignored) && !fs::exists(at->path(), ignored))
            files.missing += isImage(BidsName(at->path().filename().string()));
        else
            files.add(at->path());
    }
    return files;
}

bool isAbove(const fs::path& folder, const fs::path& file)
{
    const fs::path own = file.parent_path();
    return std::mismatch(folder.begin(), folder.end(), own.begin(), own.end()).first ==
           folder.end();
}

std::optional<double> statedTime(const fs::path& sidecar)
{
    try {
        const Json json = parseJson(readFile(sidecar), sidecar.string());
        const auto found = json.find("RepetitionTime");
        if (found != json.end() && found->is_number() && found->get<double>() > 0)
            return found->get<double>();
    } catch (const std::exception&) {
        // What is no JSON says nothing; reading the recording will tell.
    }
    return std::nullopt;
}

/// The inheritance principle: the nearest side-car whose entities the recording has.
void findTime(BidsRun& run, const BidsFile& recording, const std::vector<BidsFile>& sidecars)
{
    std::ptrdiff_t nearest = -1;
    for (const BidsFile& sidecar : sidecars) {
        const fs::path folder = sidecar.path.parent_path();
        const bool holds = sidecar.name.suffix == recording.name.suffix &&
                           isAbove(folder, recording.path) && sidecar.name.isWithin(recording.name);
        const auto depth = std::distance(folder.begin(), folder.end()) * 100 +
                           std::ptrdiff_t(sidecar.name.entities.size());
        if (!holds || depth <= nearest)
            continue;
        if (const auto time = statedTime(sidecar.path)) {
            nearest = depth;
            run.repetitionTime = time;
            run.sidecar = sidecar.path;
        }
    }
}

BidsRun runOf(const BidsFile& recording, const BidsFiles& files)
{
    const BidsName& name = recording.name;
    BidsRun run;
    run.recording = recording.path;
    run.subject = name.entity("sub");
    run.session = name.entity("ses");
    run.task = name.entity("task");
    run.run = name.entity("run");
    run.space = name.entity("space");
    run.isTable = name.suffix == "timeseries";
    run.atlas = name.entity("atlas").empty() ? name.entity("seg") : name.entity("atlas");
    findTime(run, recording, files.sidecars);
    for (const BidsFile& table : files.confounds)
        if (table.name.isWithin(name, {"desc"}) && table.name.entity("task") == run.task &&
            table.name.entity("run") == run.run)
            run.confounds = table.path;
    if (run.isTable)
        return run;
    for (const BidsFile& labels : files.labels)
        if (run.labels.empty() && labels.name.entity("space") == run.space &&
            labels.name.isWithin(name, {"atlas", "seg", "desc", "res"}))
            run.labels = labels.path;
    return run;
}

}  // namespace

BidsName::BidsName(const std::string& fileName)
{
    const std::size_t dot = fileName.find('.');
    const std::string stem = fileName.substr(0, dot);
    ending = dot == std::string::npos ? std::string() : fileName.substr(dot);
    for (std::size_t begin = 0; begin <= stem.size();) {
        const std::size_t end = std::min(stem.find('_', begin), stem.size());
        const std::string part = stem.substr(begin, end - begin);
        begin = end + 1;
        const std::size_t dash = part.find('-');
        if (dash == std::string::npos)
            suffix = part;
        else
            entities[part.substr(0, dash)] = part.substr(dash + 1);
    }
}

std::string BidsName::entity(const std::string& key) const
{
    const auto found = entities.find(key);
    return found == entities.end() ? std::string() : found->second;
}

bool BidsName::isWithin(const BidsName& other, const std::vector<std::string>& besides) const
{
    return std::all_of(entities.begin(), entities.end(), [&](const auto& own) {
        return std::find(besides.begin(), besides.end(), own.first) != besides.end() ||
               other.entity(own.first) == own.second;
    });
}

std::string BidsRun::title() const
{
    std::string text;
    for (const auto& [key, value] : {std::pair("sub", &subject), std::pair("ses", &session),
                                     std::pair("task", &task), std::pair("run", &run)})
        if (!value->empty())
            text += fmt::format("{}{}-{}", text.empty() ? "" : " ", key, *value);
    if (text.empty())
        text = recording.filename().string();
    if (!space.empty())
        text += ", " + space;
    if (isTable)
        text += ", regions of " + atlas;
    return text;
}

BidsFolder BidsFolder::scan(const fs::path& folder, const std::stop_token& stop)
{
    std::error_code failure;
    if (!fs::is_directory(folder, failure))
        throw InputError(folder.string(),
                         fs::exists(folder, failure) ? "is no folder" : "no such folder");
    const BidsFiles files = filesBelow(folder, stop);
    BidsFolder found;
    found.folder = folder;
    for (const BidsFile& recording : files.recordings)
        found.runs.push_back(runOf(recording, files));
    for (const BidsFile& labels : files.labels)
        found.labelImages.push_back(labels.path);
    std::sort(found.labelImages.begin(), found.labelImages.end());
    std::sort(found.runs.begin(), found.runs.end(), [](const BidsRun& a, const BidsRun& b) {
        return std::tie(a.subject, a.session, a.task, a.run, a.space, a.recording) <
               std::tie(b.subject, b.session, b.task, b.run, b.space, b.recording);
    });
    std::int64_t timeless = 0;
    for (const BidsRun& run : found.runs)
        timeless += !run.repetitionTime && !run.isTable;
    if (timeless > 0)
        found.warnings.push_back(fmt::format("{} recordings have no side-car with RepetitionTime, "
                                             "which BIDS demands",
                                             timeless));
    if (files.missing > 0)
        found.warnings.push_back(fmt::format("{} images are links to files that are not here (git "
                                             "annex get, datalad get)",
                                             files.missing));
    if (found.runs.empty())
        found.warnings.emplace_back("no recording was found: sub-..._bold.nii.gz, or "
                                    "..._timeseries.tsv with the name of an atlas");
    return found;
}

Json BidsFolder::toJson() const
{
    const auto text = [this](const fs::path& path) {
        return path.empty() ? Json() : Json(path.lexically_relative(folder).string());
    };
    Json list = Json::array();
    for (const BidsRun& run : runs)
        list.push_back({{"recording", text(run.recording)},
                        {"subject", run.subject},
                        {"session", run.session},
                        {"task", run.task},
                        {"run", run.run},
                        {"space", run.space},
                        {"atlas", run.atlas},
                        {"kind", run.isTable ? "regions" : "image"},
                        {"tr", run.repetitionTime ? Json(*run.repetitionTime) : Json()},
                        {"sidecar", text(run.sidecar)},
                        {"confounds", text(run.confounds)},
                        {"labels", text(run.labels)}});
    Json images = Json::array();
    for (const fs::path& image : labelImages)
        images.push_back(text(image));
    return {{"folder", folder.string()},
            {"runs", list},
            {"label_images", images},
            {"warnings", warnings}};
}

}  // namespace nie
