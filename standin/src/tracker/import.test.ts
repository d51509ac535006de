import { describe, expect, it } from 'vitest';
import { CLINIC, COUNTRY, createTestInstance, OTHER_CLINIC } from '../data/test-instance.ts';
import {
  createTrackerInstance,
  enrollment,
  importTracker,
  notification,
  person,
  sibling,
  visit,
} from './test-tracker.ts';

const stats = (more: object) => ({ created: 0, updated: 0, deleted: 0, ignored: 0, ...more });

describe('import into the tracker', () => {
  it('takes nested objects apart, and updates them the second time but leaves links alone', async () => {
    const standin = createTestInstance();
    const payload = {
      trackedEntities: [
        person('TrackedEnt1', { enrollments: [enrollment('Enrollment1', { events: [visit('EventVisit1')] })] }),
        person('TrackedEnt2'),
      ],
      relationships: [sibling('RelSibl0001', 'TrackedEnt1', 'TrackedEnt2')],
    };
    expect(await importTracker(standin, payload)).toMatchObject({
      http: 200,
      status: 'OK',
      stats: stats({ created: 5, total: 5 }),
    });
    const again = await importTracker(standin, payload);
    expect(again.stats).toEqual(stats({ updated: 4, ignored: 1, total: 5 }));
    expect(again.answer.at('bundleReport.typeReportMap.RELATIONSHIP.objectReports')).toEqual([]);
  });

  it('changes nothing when only asked to validate', async () => {
    const standin = createTestInstance();
    const outcome = await importTracker(standin, { trackedEntities: [person('TrackedEnt1')] }, '&importMode=VALIDATE');
    expect(outcome).toMatchObject({ status: 'OK', stats: stats({ total: 0 }) });
    expect((await standin.get('/api/tracker/trackedEntities/TrackedEnt1')).status).toBe(404);
  });

  it('imports all or nothing with atomicMode ALL, and what is valid with OBJECT', async () => {
    const standin = createTestInstance();
    const events = [notification('EventGood01'), notification('EventBad001', { orgUnit: OTHER_CLINIC })];
    expect(await importTracker(standin, { events })).toMatchObject({
      http: 409,
      status: 'ERROR',
      errors: ['E1029 EventBad001'],
      stats: stats({ ignored: 2, total: 2 }),
    });
    expect((await standin.get('/api/tracker/events/EventGood01')).status).toBe(404);
    expect(await importTracker(standin, { events }, '&atomicMode=OBJECT')).toMatchObject({
      http: 200,
      status: 'OK',
      stats: stats({ created: 1, ignored: 1, total: 2 }),
    });
    expect((await standin.get('/api/tracker/events/EventGood01')).status).toBe(200);
  });

  it('rejects what hangs on something rejected', async () => {
    const standin = createTestInstance();
    const family = person('TrackedEnt1', {
      orgUnit: 'aaaaaaaaaaa',
      enrollments: [enrollment('Enrollment1', { events: [visit('EventVisit1')] })],
    });
    const payload = {
      trackedEntities: [family, person('TrackedEnt2')],
      relationships: [sibling('RelSibl0001', 'TrackedEnt1', 'TrackedEnt2')],
    };
    const outcome = await importTracker(standin, payload, '&atomicMode=OBJECT');
    expect(outcome.errors).toEqual([
      'E1049 TrackedEnt1',
      'E5000 Enrollment1',
      'E5000 EventVisit1',
      'E5000 RelSibl0001',
    ]);
    expect(outcome.stats).toEqual(stats({ created: 1, ignored: 4, total: 5 }));
  });

  it('tells errors with arguments from 2.41 on, in the words of the release', async () => {
    const payload = { trackedEntities: [person('TrackedEnt1')] };
    for (const [release, message, args] of [
      ['2.40.1', 'TrackedEntityInstance: `TrackedEnt1`, already exists.', undefined],
      ['2.42.4.1', 'TrackedEntity: `TrackedEnt1`, already exists.', ['TrackedEnt1']],
    ] as const) {
      const standin = createTestInstance(release);
      await importTracker(standin, payload);
      const { answer } = await importTracker(standin, payload, '&importStrategy=CREATE');
      expect(answer.at('validationReport.errorReports.0')).toEqual({
        message,
        errorCode: 'E1002',
        trackerType: 'TRACKED_ENTITY',
        uid: 'TrackedEnt1',
        ...(args === undefined ? {} : { args }),
      });
    }
  });

  it('makes up a UID where none is given, and refuses a malformed one from 2.42 on', async () => {
    const standin = createTestInstance();
    const { answer } = await importTracker(standin, { trackedEntities: [person('')] });
    expect(answer.at('bundleReport.typeReportMap.TRACKED_ENTITY.objectReports.0.uid')).toMatch(
      /^[A-Za-z][A-Za-z0-9]{10}$/,
    );
    expect((await importTracker(standin, { trackedEntities: [person('x y')] })).http).toBe(400);
  });

  it.each([
    ['a malformed date', { occurredAt: 'yesterday' }],
    ['a status nobody knows', { status: 'DONE' }],
  ])('fails the whole request for %s', async (_what, wrong) => {
    const standin = createTestInstance();
    const events = [notification('EventNotif1'), notification('EventNotif2', wrong)];
    expect((await importTracker(standin, { events }, '&atomicMode=OBJECT')).http).toBe(400);
    expect((await standin.get('/api/tracker/events/EventNotif1')).status).toBe(404);
  });

  it('refuses parameters that it does not know', async () => {
    const standin = createTestInstance();
    expect((await importTracker(standin, {}, '&atomicMode=SOME')).http).toBe(400);
  });

  it('names metadata by code where it is asked to', async () => {
    const standin = createTestInstance();
    const event = notification('EventNotif1', { orgUnit: 'OU_F1' });
    expect((await importTracker(standin, { events: [event] }, '&orgUnitIdScheme=CODE')).status).toBe('OK');
    expect((await standin.get('/api/tracker/events/EventNotif1')).at('orgUnit')).toBe(CLINIC);
  });

  it('imports later when asked to, and keeps the report', async () => {
    const standin = createTestInstance();
    const started = await standin.post('/api/tracker?atomicMode=OBJECT', { events: [notification('EventNotif1')] });
    const path = `/api/tracker/jobs/${started.at('response.id')}`;
    expect((await standin.get(`${path}/report`)).status).toBe(404);
    await expect.poll(async () => (await standin.get(path)).at('0.completed')).toBe(true);
    expect((await standin.get(`${path}/report?reportMode=FULL`)).at('stats.created')).toBe(1);
  });

  it('skips validation for a superuser who asks for it', async () => {
    const standin = createTestInstance();
    const events = [notification('EventNotif1', { orgUnit: OTHER_CLINIC })];
    expect((await importTracker(standin, { events }, '&validationMode=SKIP')).stats).toEqual(
      stats({ created: 1, total: 1 }),
    );
    const others = [notification('EventNotif2', { orgUnit: OTHER_CLINIC })];
    expect((await importTracker(standin, { events: others }, '&validationMode=SKIP', 'agent1')).status).toBe('ERROR');
  });
});

describe('what an update keeps and takes away', () => {
  it('leaves values that are not named, and deletes those that are null', async () => {
    const standin = await createTrackerInstance();
    const event = visit('EventVisit1', {
      enrollment: 'Enrollment1',
      dataValues: [{ dataElement: 'DEAnswer001', value: 'YES' }],
    });
    await importTracker(standin, { events: [event] });
    const values = async () =>
      (
        (await standin.get('/api/tracker/events/EventVisit1?fields=dataValues')).at('dataValues') as {
          dataElement: string;
          value: string;
        }[]
      ).map(({ dataElement, value }) => `${dataElement}=${value}`);
    expect(await values()).toEqual(['DEWeight001=12.5', 'DEAnswer001=YES']);
    await importTracker(standin, { events: [{ ...event, dataValues: [{ dataElement: 'DEWeight001', value: null }] }] });
    expect(await values()).toEqual(['DEAnswer001=YES']);
  });

  it('frees a unique attribute value when it is taken back', async () => {
    const standin = await createTrackerInstance();
    const holds = (uid: string, value: string | null) =>
      person(uid, { attributes: [{ attribute: 'TEANational', value }] });
    await importTracker(standin, { trackedEntities: [holds('TrackedEnt1', 'BF-1')] });
    const rival = { trackedEntities: [holds('TrackedEnt2', 'BF-1')] };
    expect((await importTracker(standin, rival)).errors).toEqual(['E1064 TrackedEnt2']);
    await importTracker(standin, { trackedEntities: [holds('TrackedEnt1', null)] });
    expect((await importTracker(standin, rival)).errors).toEqual([]);
  });

  it('passes over a note that is there, with a warning for who wants to see it', async () => {
    const standin = await createTrackerInstance();
    const event = visit('EventVisit1', { enrollment: 'Enrollment1', notes: [{ note: 'NoteVisit01', value: 'other' }] });
    expect(await importTracker(standin, { events: [event] })).toMatchObject({ status: 'OK', warnings: [] });
    expect((await importTracker(standin, { events: [event] }, '&reportMode=FULL')).warnings).toEqual([
      'E1119 EventVisit1',
    ]);
    expect((await standin.get('/api/tracker/events/EventVisit1?fields=notes')).at('notes.0.value')).toBe('ras');
  });

  it('sets the completion with the status: the date of the payload from 2.42 on, today before', async () => {
    for (const [release, isKept] of [
      ['2.41.5.1', false],
      ['2.42.4.1', true],
    ] as const) {
      const standin = createTestInstance(release);
      const event = notification('EventNotif1', { completedAt: '2024-03-01' });
      await importTracker(standin, { events: [event] });
      const { at } = await standin.get('/api/tracker/events/EventNotif1');
      expect(at('completedBy')).toBe('admin');
      expect(String(at('completedAt')).startsWith('2024-03-01')).toBe(isKept);
      await importTracker(standin, { events: [{ ...event, status: 'ACTIVE', completedAt: undefined }] });
      expect((await standin.get('/api/tracker/events/EventNotif1')).at('completedAt')).toBeUndefined();
    }
  });

  it('remembers who is assigned where the stage allows it, and the geometry', async () => {
    const standin = createTestInstance();
    Object.assign(standin.instance.metadata.find('programStages', 'StageNotif1') ?? {}, { enableUserAssignment: true });
    const geometry = { type: 'Point', coordinates: [-1.5, 12.3] };
    const assigned = notification('EventNotif1', { assignedUser: { username: 'agent1' }, geometry });
    expect((await importTracker(standin, { events: [assigned] })).errors).toEqual([]);
    const stored = await standin.get('/api/tracker/events/EventNotif1');
    expect([stored.at('assignedUser.uid'), stored.at('geometry')]).toEqual(['UserAgent01', geometry]);
    const nobody = notification('EventNotif2', { assignedUser: { username: 'nobody' } });
    expect((await importTracker(standin, { events: [nobody] })).errors).toEqual(['E1118 EventNotif2']);
  });

  it('overwrites storedBy from 2.43 on', async () => {
    for (const [release, storedBy] of [
      ['2.42.4.1', 'agent1'],
      ['2.43.1', 'admin'],
    ] as const) {
      const standin = createTestInstance(release);
      await importTracker(standin, { trackedEntities: [person('TrackedEnt1', { storedBy: 'agent1' })] });
      expect((await standin.get('/api/tracker/trackedEntities/TrackedEnt1')).at('storedBy')).toBe(storedBy);
    }
  });
});

describe('deletion from the tracker', () => {
  const status = async (standin: Awaited<ReturnType<typeof createTrackerInstance>>, path: string) =>
    (await standin.get(`/api/tracker/${path}`)).status;

  it('is soft, takes along what hangs on an object, and blocks its UID until it is purged', async () => {
    const standin = await createTrackerInstance();
    const gone = { trackedEntities: [{ trackedEntity: 'TrackedEnt1' }] };
    expect((await importTracker(standin, gone, '&importStrategy=DELETE')).stats).toEqual(
      stats({ deleted: 1, total: 1 }),
    );
    for (const path of [
      'trackedEntities/TrackedEnt1',
      'enrollments/Enrollment1',
      'events/EventVisit1',
      'relationships/RelSibl0001',
    ]) {
      expect(await status(standin, path), path).toBe(404);
    }
    const again = {
      trackedEntities: [person('TrackedEnt1')],
      enrollments: [enrollment('Enrollment1', { trackedEntity: 'TrackedEnt2' })],
      events: [visit('EventVisit1', { enrollment: 'Enrollment2' })],
      relationships: [sibling('RelSibl0001', 'TrackedEnt1', 'TrackedEnt2')],
    };
    expect((await importTracker(standin, again, '&atomicMode=OBJECT')).errors).toEqual([
      'E1082 EventVisit1',
      'E1113 Enrollment1',
      'E1114 TrackedEnt1',
      'E4017 RelSibl0001',
    ]);
    for (const kind of ['Relationship', 'Event', 'Enrollment', 'TrackedEntity']) {
      await standin.post(`/api/maintenance/softDeleted${kind}Removal`, {});
    }
    expect((await importTracker(standin, { trackedEntities: [person('TrackedEnt1')] })).status).toBe('OK');
  });

  it.each(['2.40.1', '2.41.5.1', '2.42.4.1'])('moves the dates of what an event hung on, %s', async (release) => {
    const standin = await createTrackerInstance(release);
    const at = async (path: string) => JSON.parse((await standin.get(`/api/tracker/${path}`)).text);
    const dated = { createdAtClient: '2024-01-01T00:00:00.000', updatedAtClient: '2024-01-02T00:00:00.000' };
    await importTracker(standin, {
      trackedEntities: [person('TrackedEnt1', dated)],
      enrollments: [enrollment('Enrollment1', { trackedEntity: 'TrackedEnt1', ...dated })],
    });
    await importTracker(standin, { events: [{ event: 'EventVisit1' }] }, '&importStrategy=DELETE');
    const after = await at('enrollments/Enrollment1?fields=createdAtClient,updatedAtClient,updatedAt');
    expect(after.createdAtClient).toBe(dated.createdAtClient);
    expect(after.updatedAtClient).toBe(after.updatedAt);
    expect(await at('trackedEntities/TrackedEnt1?fields=createdAtClient,updatedAtClient')).toEqual(dated);
    // Dates that no client gave are filled in.
    await importTracker(standin, { events: [visit('EventVisit2', { enrollment: 'Enrollment2' })] });
    await importTracker(standin, { events: [{ event: 'EventVisit2' }] }, '&importStrategy=DELETE');
    const filled = await at('trackedEntities/TrackedEnt2?fields=createdAt,createdAtClient,updatedAtClient');
    expect(filled.createdAtClient).toBe(filled.createdAt);
    expect(filled.updatedAtClient).toBeDefined();
  });

  it('needs the authority to cascade', async () => {
    const standin = await createTrackerInstance();
    const gone = { enrollments: [{ enrollment: 'Enrollment1' }] };
    expect((await importTracker(standin, gone, '&importStrategy=DELETE', 'agent1')).errors).toContain(
      'E1103 Enrollment1',
    );
  });

  it('refuses what is not there', async () => {
    const outcome = await importTracker(
      createTestInstance(),
      {
        trackedEntities: [{ trackedEntity: 'TrackedEntX' }],
        enrollments: [{ enrollment: 'EnrollmentX' }],
        events: [{ event: 'EventXXXXXX' }],
        relationships: [{ relationship: 'RelSiblXXXX' }],
      },
      '&importStrategy=DELETE&atomicMode=OBJECT',
    );
    expect(outcome.errors).toEqual([
      'E1032 EventXXXXXX',
      'E1063 TrackedEntX',
      'E1081 EnrollmentX',
      'E4016 RelSiblXXXX',
    ]);
  });
});

describe('what the tracker refuses', () => {
  const ofPerson = (more: object) => ({ trackedEntities: [person('TrackedEntN', more as Record<string, unknown>)] });
  const ofEnrollment = (more: object) => ({
    enrollments: [enrollment('EnrollmentN', { trackedEntity: 'TrackedEnt2', status: 'COMPLETED', ...more })],
  });
  const ofVisit = (more: object) => ({ events: [visit('EventVisitN', { enrollment: 'Enrollment1', ...more })] });
  const ofLink = (more: object) => ({
    relationships: [{ ...sibling('RelSiblNNNN', 'TrackedEnt2', 'TrackedEnt1'), ...more }],
  });
  const value = (dataElement: string, text: string) => ({ dataValues: [{ dataElement, value: text }] });
  const attribute = (uid: string, text: string) => ({ attributes: [{ attribute: uid, value: text }] });

  it.each<[string, Record<string, unknown>]>([
    ['E1005', ofPerson({ trackedEntityType: 'aaaaaaaaaaa' })],
    ['E1121', ofPerson({ trackedEntityType: undefined })],
    ['E1049', ofPerson({ orgUnit: 'aaaaaaaaaaa' })],
    ['E1006', ofPerson(attribute('aaaaaaaaaaa', 'x'))],
    ['E1085', ofPerson(attribute('TEAAge00001', 'old'))],
    ['E1126', { trackedEntities: [person('TrackedEnt1', { trackedEntityType: 'TETAnimal01' })] }],
    ['E1068', ofEnrollment({ trackedEntity: 'TrackedEntX' })],
    ['E1069', ofEnrollment({ program: 'aaaaaaaaaaa' })],
    ['E1070', ofEnrollment({ orgUnit: 'aaaaaaaaaaa' })],
    ['E1122', ofEnrollment({ orgUnit: undefined })],
    ['E1041', ofEnrollment({ orgUnit: COUNTRY })],
    ['E1019', ofEnrollment(attribute('TEAOther001', 'x'))],
    ['E1025', ofEnrollment({ enrolledAt: null })],
    ['E1020', ofEnrollment({ enrolledAt: '2099-01-01' })],
    ['E1052', ofEnrollment({ status: 'ACTIVE', completedAt: '2024-01-01' })],
    ['E1127', { enrollments: [enrollment('Enrollment1', { trackedEntity: 'TrackedEnt2', status: 'CANCELLED' })] }],
    ['E1010', ofVisit({ program: 'aaaaaaaaaaa' })],
    ['E1013', ofVisit({ programStage: 'aaaaaaaaaaa' })],
    ['E1011', ofVisit({ orgUnit: 'aaaaaaaaaaa' })],
    ['E1123', ofVisit({ orgUnit: undefined })],
    ['E1033', ofVisit({ enrollment: undefined })],
    ['E1089', ofVisit({ programStage: 'StageNotif1' })],
    ['E1031', ofVisit({ occurredAt: null })],
    ['E1050', ofVisit({ status: 'SCHEDULE', occurredAt: null, dataValues: [] })],
    ['E1051', ofVisit({ completedAt: '2024-01-01' })],
    ['E1302', ofVisit(value('DEWeight001', 'abc'))],
    ['E1304', ofVisit(value('aaaaaaaaaaa', '1'))],
    ['E1305', ofVisit(value('DEDeaths001', '1'))],
    ['E1125', ofVisit(value('DEAnswer001', 'MAYBE'))],
    ['E1084', ofVisit(value('DEPhoto0001', 'FileRes0001'))],
    ['E1315', ofVisit({ status: 'SKIPPED' })],
    ['E1316', { events: [visit('EventVisit1', { enrollment: 'Enrollment1', status: 'SKIPPED', dataValues: [] })] }],
    ['E1115', ofVisit({ attributeOptionCombo: 'aaaaaaaaaaa' })],
    ['E4006', ofLink({ relationshipType: 'aaaaaaaaaaa' })],
    ['E4001', ofLink({ to: {} })],
    ['E4012', ofLink({ to: { trackedEntity: 'TrackedEntX' } })],
    ['E4010', ofLink({ to: { enrollment: 'Enrollment1' } })],
    ['E4000', ofLink({ to: { trackedEntity: 'TrackedEnt2' } })],
    ['E4018', ofLink({})],
  ])('with %s', async (errorCode, payload) => {
    const standin = await createTrackerInstance();
    standin.instance.metadata
      .of('trackedEntityAttributes')
      .set('TEAOther001', { id: 'TEAOther001', valueType: 'TEXT' });
    const { errors } = await importTracker(standin, payload);
    expect(errors.map((error) => error.slice(0, 5))).toContain(errorCode);
  });

  it('an enrollment without its mandatory attribute (E1018), unless the tracked entity has it', async () => {
    const standin = createTestInstance();
    await importTracker(standin, {
      trackedEntities: [person('TrackedEnt1'), person('TrackedEnt2', { attributes: [] })],
    });
    const enrolled = (uid: string, trackedEntity: string) => enrollment(uid, { trackedEntity });
    const enrollments = [enrolled('Enrollment1', 'TrackedEnt1'), enrolled('Enrollment2', 'TrackedEnt2')];
    expect((await importTracker(standin, { enrollments }, '&atomicMode=OBJECT')).errors).toEqual(['E1018 Enrollment2']);
  });

  it('a second active enrollment (E1015), and a second one at all where one is allowed (E1016)', async () => {
    const standin = await createTrackerInstance();
    const second = { enrollments: [enrollment('EnrollmentN', { trackedEntity: 'TrackedEnt1' })] };
    expect((await importTracker(standin, second)).errors).toEqual(['E1015 EnrollmentN']);
    Object.assign(standin.instance.metadata.find('programs', 'ProgTracker') ?? {}, { onlyEnrollOnce: true });
    const after = { enrollments: [enrollment('EnrollmentN', { trackedEntity: 'TrackedEnt2' })] };
    expect((await importTracker(standin, after)).errors).toEqual(['E1016 EnrollmentN']);
  });

  it('an enrollment in a program of events (E1014) or of another type (E1022)', async () => {
    const standin = await createTrackerInstance();
    await importTracker(standin, {
      trackedEntities: [person('TrackedAnim', { trackedEntityType: 'TETAnimal01', attributes: [] })],
    });
    const inEvents = enrollment('EnrollmentN', { trackedEntity: 'TrackedEnt1', program: 'ProgEvent01' });
    const ofAnimal = enrollment('EnrollmentM', { trackedEntity: 'TrackedAnim' });
    const { errors } = await importTracker(standin, { enrollments: [inEvents, ofAnimal] });
    expect(errors).toEqual(['E1014 EnrollmentN', 'E1022 EnrollmentM']);
  });

  it('a second event of a stage that does not repeat (E1039), in the payload or stored', async () => {
    const standin = await createTrackerInstance();
    const birth = (uid: string) => visit(uid, { enrollment: 'Enrollment1', programStage: 'StageBirth1' });
    const twins = { events: [birth('EventBirth1'), birth('EventBirth2')] };
    expect((await importTracker(standin, twins)).errors).toEqual(['E1039 EventBirth1', 'E1039 EventBirth2']);
    await importTracker(standin, { events: [birth('EventBirth1')] });
    expect((await importTracker(standin, { events: [birth('EventBirth2')] })).errors).toEqual(['E1039 EventBirth2']);
  });

  it('an event without a compulsory value (E1303), once it is complete', async () => {
    const standin = createTestInstance();
    const stage = standin.instance.metadata.find('programStages', 'StageNotif1');
    Object.assign(stage ?? {}, {
      programStageDataElements: [{ dataElement: { id: 'DEWeight001' }, compulsory: true }],
    });
    const empty = (status: string) => ({ events: [notification('EventNotif1', { dataValues: [], status })] });
    expect((await importTracker(standin, empty('COMPLETED'))).errors).toEqual(['E1303 EventNotif1']);
    expect((await importTracker(standin, empty('ACTIVE'))).errors).toEqual([]);
  });

  it('an event whose period has expired (E1047)', async () => {
    const standin = createTestInstance();
    Object.assign(standin.instance.metadata.find('programs', 'ProgEvent01') ?? {}, {
      expiryPeriodType: 'Monthly',
      expiryDays: 5,
    });
    expect((await importTracker(standin, { events: [notification('EventNotif1')] })).errors).toEqual([
      'E1047 EventNotif1',
    ]);
  });

  it('an attribute option combo that is not the program’s (E1054, E1055)', async () => {
    const standin = createTestInstance();
    const { metadata } = standin.instance;
    metadata.of('categoryOptionCombos').set('CocOther001', { id: 'CocOther001', categoryCombo: { id: 'CatComboOth' } });
    const other = { events: [notification('EventNotif1', { attributeOptionCombo: 'CocOther001' })] };
    expect((await importTracker(standin, other)).errors).toEqual(['E1054 EventNotif1']);
    Object.assign(metadata.find('programs', 'ProgEvent01') ?? {}, { categoryCombo: { id: 'CatComboOth' } });
    expect((await importTracker(standin, { events: [notification('EventNotif2')] })).errors).toEqual([
      'E1055 EventNotif2',
    ]);
    expect((await importTracker(standin, other)).errors).toEqual([]);
  });

  it('work outside the account’s organisation units (E1000), superusers included', async () => {
    const standin = createTestInstance();
    const elsewhere = { trackedEntities: [person('TrackedEnt1', { orgUnit: OTHER_CLINIC })] };
    expect((await importTracker(standin, elsewhere, '', 'agent1')).errors).toEqual(['E1000 TrackedEnt1']);
    Object.assign(standin.instance.metadata.find('users', 'M5zQapPyTZI') ?? {}, { organisationUnits: [] });
    expect((await importTracker(standin, elsewhere)).errors).toEqual(['E1000 TrackedEnt1']);
  });

  it('statuses that event programs do not have, in 2.43 (E1318)', async () => {
    const skipped = { events: [notification('EventNotif1', { status: 'SKIPPED', dataValues: [] })] };
    expect((await importTracker(createTestInstance('2.43.1'), skipped)).errors).toEqual(['E1318 EventNotif1']);
    expect((await importTracker(createTestInstance('2.42.4.1'), skipped)).errors).toEqual([]);
  });
});
