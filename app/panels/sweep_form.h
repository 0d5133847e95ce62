#pragma once

#include "app/engine.h"
#include "app/run_draft.h"
#include "core/config/sweep_spec.h"

#include <QWidget>

#include <filesystem>
#include <vector>

class QComboBox;
class QFormLayout;
class QLabel;
class QPushButton;
class QSpinBox;
class QVBoxLayout;

namespace nie {

class SweepOptionRow;

/// What a sweep is to be: the session's experiment and settings, the options to vary with their
/// values, seeds, the limit of a run, how many run side by side. Says how many runs that makes and
/// how long they take, or what is wrong.
class SweepForm : public QWidget {
    Q_OBJECT
public:
    /// `runs`: where finished runs tell how long one takes.
    SweepForm(RunDraft& draft, const Engine& engine, std::filesystem::path runs,
              QWidget* parent = nullptr);

    /// Whether there is a sweep to start.
    bool isReady() const { return m_ready; }
    /// Throws InputError for what is wrong with it.
    SweepSpec spec() const;
    int jobs() const;
    /// The shell line without its folder; empty where there is no sweep.
    std::string command() const;
    /// Several seeds of the session's run, nothing varied.
    void repeatOverSeeds(int seeds);
    /// While a sweep runs the form waits.
    void setLocked(bool locked);

Q_SIGNALS:
    void changed();

private:
    void buildHead(QVBoxLayout& column);
    void buildNumbers(QVBoxLayout& column);
    QSpinBox* addNumber(const char* name, const QString& text, const QString& tip, int least,
                        int most, int value);
    SweepOptionRow* addRow();
    void removeRow(SweepOptionRow* row);
    void onDraft();
    void onChange();
    std::vector<OptionDescription> options(const RunConfig& config) const;
    RunConfig limitedConfig() const;
    QString summary(const SweepSpec& spec, std::size_t points) const;
    void say(const QString& text, bool wrong);

    RunDraft& m_draft;
    const Engine& m_engine;
    std::filesystem::path m_runs;
    bool m_ready = false;
    int m_nextRow = 0;
    std::vector<SweepOptionRow*> m_rows;
    QLabel* m_experiment;
    QWidget* m_body;
    QVBoxLayout* m_rowColumn;
    QPushButton* m_add;
    QFormLayout* m_numbers;
    QComboBox* m_points;
    QSpinBox* m_random;
    QSpinBox* m_seeds;
    QComboBox* m_limit;
    QSpinBox* m_limitValue;
    QSpinBox* m_jobs;
    QLabel* m_summary;
};

}  // namespace nie
