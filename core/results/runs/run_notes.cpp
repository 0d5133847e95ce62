#include "core/results/runs/run_notes.h"

#include "core/base/error.h"
#include "core/base/files.h"
#include "core/config/options.h"
#include "core/config/run_config.h"

#include <algorithm>

namespace nie {

namespace fs = std::filesystem;

namespace {

constexpr double kMostColours = 1024.0;

/// The scalar keys, read and written by the options machinery; the tags stand beside them.
struct NoteFields {
    std::string name;
    std::string note;
    std::string group;
    bool pinned = false;
    std::int64_t colour = -1;

    template <class Visitor>
    void visit(Visitor& v)
    {
        v("name", name, {.description = "Shown in place of the folder's name"});
        v("note", note, {.description = "Free text"});
        v("group", group, {.description = "Runs of one group are repeats with other seeds"});
        v("pinned", pinned, {.description = "Stays on top of the list"});
        v("colour", colour,
          {.description = "Of its curves; -1: not chosen yet",
           .minimum = -1.0,
           .maximum = kMostColours});
    }
};

std::vector<std::string> readTags(const Json& json, const std::string& source)
{
    std::vector<std::string> tags;
    if (!json.is_object() || !json.contains("tags"))
        return tags;
    const Json& list = json.at("tags");
    const auto isText = [](const Json& tag) {
        return tag.is_string() && !tag.empty() && tag != "";
    };
    if (!list.is_array() || !std::all_of(list.begin(), list.end(), isText))
        throw InputError(source, "tags: wrong type", list.dump(), "a list of texts");
    for (const Json& tag : list) {
        if (std::find(tags.begin(), tags.end(), tag.get<std::string>()) != tags.end())
            throw InputError(source, "tags: one is there twice", tag.dump(), "each once");
        tags.push_back(tag.get<std::string>());
    }
    return tags;
}

std::string trimmed(const std::string& text)
{
    constexpr const char* kBlank = " \t\r\n";
    const auto first = text.find_first_not_of(kBlank);
    return first == std::string::npos
               ? std::string()
               : text.substr(first, text.find_last_not_of(kBlank) - first + 1);
}

}  // namespace

RunNotes RunNotes::fromJson(const Json& json, const std::string& source)
{
    const auto fields = readOptions<NoteFields>(json, source, "", {"tags"});
    return {fields.name,  readTags(json, source), fields.note,
            fields.group, fields.pinned,          static_cast<int>(fields.colour)};
}

Json RunNotes::toJson() const
{
    Json json = writeOptions(NoteFields{name, note, group, pinned, colour});
    json["tags"] = tags;
    return json;
}

RunNotes RunNotes::read(const fs::path& run)
{
    const fs::path path = file(run);
    std::error_code ignored;
    if (!fs::exists(path, ignored))
        return {};
    return fromJson(parseJson(readFile(path), path.string()), path.string());
}

void RunNotes::write(const fs::path& run) const
{
    if (*this != RunNotes()) {
        writeFileAtomically(file(run), toJson().dump(2) + "\n");
        return;
    }
    std::error_code failure;
    fs::remove(file(run), failure);
    if (failure)
        throw RunError(file(run).string(), "cannot be removed", failure.message());
}

bool RunNotes::hasTag(const std::string& tag) const
{
    return std::find(tags.begin(), tags.end(), tag) != tags.end();
}

void RunNotes::addTag(const std::string& tag)
{
    const std::string plain = trimmed(tag);
    if (!plain.empty() && !hasTag(plain))
        tags.push_back(plain);
}

void RunNotes::removeTag(const std::string& tag)
{
    std::erase(tags, trimmed(tag));
}

std::vector<std::string> splitTags(const std::string& text)
{
    RunNotes notes;
    std::size_t begin = 0;
    for (std::size_t comma = text.find(','); comma != std::string::npos;
         comma = text.find(',', begin)) {
        notes.addTag(text.substr(begin, comma - begin));
        begin = comma + 1;
    }
    notes.addTag(text.substr(begin));
    return notes.tags;
}

std::string joinTags(const std::vector<std::string>& tags)
{
    std::string text;
    for (const std::string& tag : tags)
        text += (text.empty() ? "" : ", ") + tag;
    return text;
}

}  // namespace nie
