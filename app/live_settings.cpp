#include "app/live_settings.h"

#include "core/training/training_options.h"

namespace nie {

bool isLiveOption(const std::string& path, const OptionDescription& option)
{
    return option.info.changeable != Changeable::BeforeStart &&
           (path.starts_with("training.") || path.starts_with("model.training_solver."));
}

void scaleLearningRate(RunDraft& draft, double factor)
{
    const auto options =
        readOptions<TrainingOptions>(draft.config().training, "draft", "training");
    draft.setOption("training.learning_rate", factor * options.learningRate);
}

LiveSettings::LiveSettings(RunDraft& draft, const Engine& engine, TrainingSession& session,
                           QObject* parent)
    : QObject(parent),
      m_draft(draft),
      m_engine(engine),
      m_session(session)
{
    connect(&m_draft, &RunDraft::changed, this, &LiveSettings::sendChanges);
}

void LiveSettings::begin()
{
    m_draft.beginRun();
    m_sent = changeableValues();
}

std::map<std::string, Json> LiveSettings::changeableValues() const
{
    std::map<std::string, Json> values;
    if (m_draft.isEmpty())
        return values;
    const RunConfig& config = m_draft.config();
    const OptionSections options = m_engine.describeOptions(config);
    const auto collect = [&values](const std::string& section, const Json& given,
                                   const std::vector<OptionDescription>& described) {
        for (const OptionDescription& option : described) {
            const std::string path = section + "." + option.path;
            if (!isLiveOption(path, option))
                continue;
            std::string pointer = "/" + option.path;
            for (char& c : pointer)
                c = c == '.' ? '/' : c;
            const Json::json_pointer where(pointer);
            values[path] = given.contains(where) ? given.at(where) : option.defaultValue;
        }
    };
    collect("training", config.training, options.training);
    collect("model", config.model, options.model);
    return values;
}

void LiveSettings::sendChanges()
{
    if (!isTraining(m_session.state()))
        return;
    for (const auto& [path, value] : changeableValues()) {
        Json& sent = m_sent[path];
        if (sent != value && m_session.changeSetting(path, value))
            sent = value;
    }
}

}  // namespace nie
