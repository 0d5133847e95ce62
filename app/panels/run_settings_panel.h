#pragma once

#include "app/engine.h"

#include <QWidget>

class QCheckBox;
class QComboBox;
class QFormLayout;
class QLineEdit;
class QSpinBox;
class QToolButton;

namespace nie {

class RunDraft;

/// What every run has: seed, deterministic mode, device, threads.
class RunSettingsPanel : public QWidget {
    Q_OBJECT
public:
    RunSettingsPanel(RunDraft& draft, std::vector<DeviceChoice> devices, QWidget* parent = nullptr);

    /// Greyed while a run goes on, with the reason.
    void setLocked(bool locked);

Q_SIGNALS:
    void newSeedRequested();
    /// A device was chosen that cannot be used; the run stays where it was.
    void deviceRefused(const QString& message);

private:
    void addSeed(QFormLayout& rows);
    void addDevice(QFormLayout& rows);
    void chooseDevice(int index);
    void showDraft();

    RunDraft& m_draft;
    std::vector<DeviceChoice> m_devices;
    QLineEdit* m_seed;
    QToolButton* m_newSeed;
    QCheckBox* m_deterministic;
    QComboBox* m_device;
    QSpinBox* m_threads;
};

}  // namespace nie
