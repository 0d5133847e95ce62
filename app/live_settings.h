#pragma once

#include "app/engine.h"
#include "app/run_draft.h"
#include "app/training_session.h"

#include <QObject>

#include <map>

namespace nie {

/// Carries edits of the draft, undo and redo included, into the running training, as far as an
/// option may change there.
class LiveSettings : public QObject {
    Q_OBJECT
public:
    LiveSettings(RunDraft& draft, const Engine& engine, TrainingSession& session,
                 QObject* parent = nullptr);

    /// The values that the training has now; call when it starts.
    void begin();

private:
    void sendChanges();
    std::map<std::string, Json> changeableValues() const;

    RunDraft& m_draft;
    const Engine& m_engine;
    TrainingSession& m_session;
    std::map<std::string, Json> m_sent;
};

/// Multiplies the learning rate of the draft; one undo step. Throws InputError for a training
/// section that cannot be read.
void scaleLearningRate(RunDraft& draft, double factor);

/// Whether a running training takes a new value of the option; `path` is dotted, with its section.
/// The solver that scores is left as the configuration says: `nie evaluate` must find the same.
bool isLiveOption(const std::string& path, const OptionDescription& option);

}  // namespace nie
